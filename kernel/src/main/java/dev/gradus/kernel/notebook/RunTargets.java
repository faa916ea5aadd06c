package dev.gradus.kernel.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `gradus run` runs with which parameters, and where the results go.
final class RunTargets {
  @Parameters(paramLabel = "NOTEBOOK", arity = "1..*", description = "Notebook files (.ipynb).")
  private List<Path> notebooks = new ArrayList<>();

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      defaultValue = "executed",
      description =
          "Folder for the executed notebooks and pages; made if needed (default: ${DEFAULT-VALUE}).")
  private Path outputDir = Path.of("executed");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "NAME",
      description = "Name of the one executed notebook in that folder (default: the notebook's).")
  private @Nullable Path output;

  @Option(
      names = "--inplace",
      description = "Write the outputs into the notebook itself, and no page.")
  private boolean inplace;

  @Option(names = "--no-html", description = "Write the executed notebook only.")
  private boolean noHtml;

  @Option(
      names = {"-p", "--parameters"},
      paramLabel = "NAME=VALUE",
      parameterConsumer = ParameterPairs.class,
      description = {
        "Sets a variable of the cell tagged \"parameters\", also as -p NAME VALUE; may be repeated.",
        "The value becomes a literal of the variable's declared type."
      })
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--parameters-file",
      paramLabel = "FILE",
      description = "Such values from a JSON object in a file; -p goes before it.")
  private @Nullable Path parametersFile;

  private final List<Notebook> read = new ArrayList<>();
  private final Map<String, RunParameters.Value> values = new LinkedHashMap<>();

  /// A notebook that was read, and where its results go.
  record Job(Path file, Notebook notebook, Path executed, @Nullable Path page) {}

  /// What is wrong with the options; null if nothing is.
  @Nullable String misuse() {
    if (output != null && notebooks.size() > 1) {
      return "--output names one notebook, but " + notebooks.size() + " are to run.";
    }
    return output != null && inplace ? "--inplace and --output exclude each other." : null;
  }

  /// Reads the notebooks and the parameters file.
  ///
  /// @throws NotebookException if one cannot be read or is not what it should be
  void read() {
    notebooks.forEach(file -> read.add(Notebook.read(file)));
    readValues();
  }

  private void readValues() {
    if (parametersFile != null) {
      try {
        values.putAll(
            RunParameters.fromJson(Files.readString(parametersFile), parametersFile.toString()));
      } catch (IOException e) {
        throw new NotebookException("Cannot read the parameters file " + parametersFile + ".", e);
      }
    }
    parameters.forEach((name, value) -> values.put(name, RunParameters.Value.of(value)));
  }

  /// What is to run, all of it checked, so that a wrong name in the list costs no run.
  ///
  /// @throws NotebookException if the options do not fit the notebooks or each other
  List<Job> jobs() {
    var jobs = new ArrayList<Job>();
    var taken = new HashSet<Path>();
    for (int i = 0; i < read.size(); i++) {
      Path file = notebooks.get(i);
      RunParameters.inject(read.get(i), values);
      Path executed = inplace ? file : executed(file);
      if (!inplace && same(executed, file)) {
        throw new NotebookException(
            "The result would overwrite "
                + file
                + " itself; name another --output-dir, or say --inplace.");
      }
      if (!taken.add(executed.toAbsolutePath().normalize())) {
        throw new NotebookException(
            "Two of the notebooks are called "
                + executed.getFileName()
                + "; run them into two --output-dir folders.");
      }
      Path page = noHtml || inplace ? null : executed.resolveSibling(stem(executed) + ".html");
      jobs.add(new Job(file, read.get(i), executed, page));
    }
    return jobs;
  }

  private Path executed(Path file) {
    if (output == null) {
      return outputDir.resolve(String.valueOf(file.getFileName()));
    }
    Path named = outputDir.resolve(output);
    return named.toString().endsWith(".ipynb")
        ? named
        : named.resolveSibling(named.getFileName() + ".ipynb");
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  /// The name of a notebook without its ending.
  static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.ipynb$", "");
  }
}
