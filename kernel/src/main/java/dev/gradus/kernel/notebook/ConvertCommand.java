package dev.gradus.kernel.notebook;

import dev.gradus.kernel.html.NotebookPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus convert`: a notebook as it is stored, in another form.
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Writes notebooks in another form, with the outputs they hold; nothing is run.",
      "html: one page; md: Markdown with its pictures in a folder beside it; java: a source file"
          + " that 'java' starts; jshell: a script for 'jshell'. Lines with magics become comments"
          + " in both sources."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was written",
      "2:a wrong option",
      "3:a file that cannot be read or written, or is no notebook"
    })
public final class ConvertCommand implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final int FILE = 3;

  /// The forms; their names on the command line are in lower case.
  enum Form {
    HTML,
    JAVA,
    JSHELL,
    MD
  }

  @Parameters(paramLabel = "NOTEBOOK", arity = "1..*", description = "Notebook files (.ipynb).")
  private List<Path> notebooks = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "FORM",
      defaultValue = "html",
      description = "html, java, jshell or md (default: ${DEFAULT-VALUE}).")
  private String to = "html";

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Folder for what is written; made if needed (default: the notebook's).")
  private @Nullable Path outputDir;

  @Option(names = "--no-input", description = "Leave out the code: text and outputs only.")
  private boolean noInput;

  @Spec private @Nullable CommandSpec spec;

  /// For picocli.
  public ConvertCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = commandLine().commandLine().getOut();
    PrintWriter err = commandLine().commandLine().getErr();
    Form form;
    try {
      form = Form.valueOf(to.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      err.println("--to takes html, java, jshell or md, not " + to + ".");
      return USAGE;
    }
    if (noInput && (form == Form.JAVA || form == Form.JSHELL)) {
      err.println("--no-input leaves nothing of " + to + "; it is for html and md.");
      return USAGE;
    }
    try {
      for (Path file : notebooks) {
        out.println(file + " -> " + convert(file, form));
      }
      return 0;
    } catch (NotebookException e) {
      err.println(e.getMessage());
      return FILE;
    }
  }

  private Path convert(Path file, Form form) {
    Notebook notebook = Notebook.read(file);
    Path folder = file.toAbsolutePath().getParent();
    String stem = RunTargets.stem(file);
    Path target = outputDir == null ? file.resolveSibling(stem) : outputDir.resolve(stem);
    return switch (form) {
      case HTML -> {
        var page = new NotebookPage(notebook, stem, folder);
        yield written(target, ".html", (noInput ? page.withoutInput() : page).toHtml());
      }
      case MD -> {
        var markdown = new MarkdownExport(stem + "_files", !noInput);
        String text = markdown.export(notebook);
        markdown
            .files()
            .forEach((name, bytes) -> Notebook.writeBytes(target.resolveSibling(name), bytes));
        yield written(target, ".md", text);
      }
      case JAVA -> {
        Path named = target.resolveSibling(SourceExport.className(stem));
        yield written(named, ".java", SourceExport.java(notebook));
      }
      case JSHELL -> written(target, ".jsh", SourceExport.jshell(notebook));
    };
  }

  private static Path written(Path target, String ending, String text) {
    Path file = target.resolveSibling(target.getFileName() + ending);
    Notebook.writeText(file, text);
    return file;
  }

  private CommandSpec commandLine() {
    if (spec == null) {
      throw new IllegalStateException("ConvertCommand is started through picocli");
    }
    return spec;
  }
}
