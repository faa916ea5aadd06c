package dev.gradus.kernel.cli;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus doctor`: what was found and what to do. Ends with 0 only if all that notebooks in
/// Jupyter need is there.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks Java, the machine and Jupyter; says what to do.")
final class DoctorCommand implements Callable<Integer> {

  /// One thing that was looked at.
  ///
  /// @param name what
  /// @param found what was found
  /// @param todo what to do; null if all is well
  record Finding(String name, String found, @Nullable String todo) {}

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(vectors());
    findings.add(threads());
    findings.add(memory());
    findings.add(data(System.getenv()));
    Optional<List<String>> lab = LabCommand.find();
    findings.add(jupyter(lab));
    findings.add(kernelSpec(installed()));
    PrintWriter out = spec.commandLine().getOut();
    boolean well = true;
    for (Finding finding : findings) {
      String todo = finding.todo();
      well &= todo == null;
      out.printf("%-4s %-12s %s%n", todo == null ? "ok" : "!!", finding.name(), finding.found());
      if (todo != null) {
        out.printf("     %-12s %s%n", "", todo);
      }
    }
    return well ? 0 : 1;
  }

  private static Finding java() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    boolean compiler = ModuleLayer.boot().findModule("jdk.jshell").isPresent();
    return new Finding(
        "Java", found, compiler ? null : "This Java has no jshell; use a whole JDK 25.");
  }

  private static Finding vectors() {
    if (!VectorModule.load()) {
      return new Finding(
          "vectors",
          "the module jdk.incubator.vector cannot be loaded",
          "Start Gradus with its launcher or with java -jar gradus.jar; without vectors training is slow.");
    }
    return new Finding("vectors", VectorWidth.bits() + " bits", null);
  }

  private static Finding threads() {
    int usable = Runtime.getRuntime().availableProcessors();
    String limit = cgroup("/sys/fs/cgroup/cpu.max");
    String asked = System.getenv("GRADUS_THREADS");
    return new Finding(
        "threads",
        usable
            + " usable"
            + (asked == null ? "" : ", GRADUS_THREADS is " + asked)
            + (limit.isEmpty() || limit.startsWith("max") ? "" : ", container limit " + limit),
        null);
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    String limit = cgroup("/sys/fs/cgroup/memory.max");
    String container =
        limit.matches("\\d{1,18}")
            ? ", container limit " + (Long.parseLong(limit) >> 20) + " MiB"
            : "";
    return new Finding(
        "memory",
        heap + " MiB for Java" + container,
        heap >= 400
            ? null
            : "MNIST needs about 400 MiB; give the machine or the container more memory.");
  }

  static Finding data(Map<String, String> env) {
    String folder = env.getOrDefault("GRADUS_DATA", "");
    if (folder.isBlank()) {
      return new Finding("data", "GRADUS_DATA is not set: data sets come from the network", null);
    }
    return Files.isDirectory(Path.of(folder))
        ? new Finding("data", "GRADUS_DATA is " + folder, null)
        : new Finding(
            "data",
            "GRADUS_DATA is " + folder + ", which is no folder",
            "Point it at the folder with the data sets, or unset it.");
  }

  private static Finding jupyter(Optional<List<String>> lab) throws InterruptedException {
    if (lab.isEmpty()) {
      return new Finding(
          "JupyterLab",
          "not found on the PATH",
          "'gradus lab' installs it (needs Python 3), or: pip install jupyterlab. 'gradus run' needs no Jupyter.");
    }
    List<String> ask = new ArrayList<>(lab.get());
    ask.add("--version");
    String version = Programs.ask(ask).orElse("of unknown version");
    return new Finding("JupyterLab", version + ", " + String.join(" ", lab.get()), null);
  }

  /// The kernelspec that Jupyter would take: Jupyter itself knows best, else this user's.
  private static KernelSpec installed() throws InterruptedException {
    Optional<Path> jupyter = Programs.find("jupyter");
    if (jupyter.isPresent()) {
      var list = Programs.ask(List.of(jupyter.get().toString(), "kernelspec", "list", "--json"));
      try {
        if (list.isPresent()) {
          JsonObject specs = Json.parse(list.get()).getAsJsonObject("kernelspecs");
          JsonObject own = specs.getAsJsonObject(InstallCommand.NAME);
          if (own != null) {
            return new KernelSpec(Path.of(own.get("resource_dir").getAsString()));
          }
        }
      } catch (MalformedMessage | RuntimeException e) {
        // an answer of another form: look where this user's kernelspec would be
      }
    }
    Path kernels = UserFolders.current().jupyter().resolve("kernels");
    return new KernelSpec(kernels.resolve(InstallCommand.NAME));
  }

  static Finding kernelSpec(KernelSpec kernel) {
    String name = "kernelspec";
    if (!kernel.exists()) {
      return new Finding(name, "none in " + kernel.folder(), "Run 'gradus install'.");
    }
    List<String> command = kernel.command();
    if (!kernel.ours()) {
      return new Finding(
          name, kernel.folder() + " belongs to another kernel", "Run 'gradus install --replace'.");
    }
    Path java = Path.of(command.getFirst());
    if (!Files.isExecutable(java)) {
      return new Finding(name, "its Java is gone: " + java, "Run 'gradus install' again.");
    }
    Path jar = kernel.launcher().orElse(kernel.folder());
    return Files.exists(jar)
        ? new Finding(name, kernel.folder().toString(), null)
        : new Finding(name, "its application is gone: " + jar, "Run 'gradus install' again.");
  }

  private static String cgroup(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
