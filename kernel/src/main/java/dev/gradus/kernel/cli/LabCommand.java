package dev.gradus.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `gradus lab`: the kernelspec, then JupyterLab.
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "Opens JupyterLab with the kernel; further arguments go to JupyterLab.")
final class LabCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "ARG", description = "for JupyterLab")
  List<String> arguments = new ArrayList<>();

  @Unmatched List<String> options = new ArrayList<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var err = spec.commandLine().getErr();
    KernelSpec kernel = InstallCommand.installForUser();
    if (!kernel.ours()) {
      err.println(
          kernel.folder() + " belongs to another kernel; 'gradus install --replace' replaces it.");
      return 1;
    }
    Optional<List<String>> lab = find();
    if (lab.isEmpty()) {
      lab = makeEnvironment();
    }
    if (lab.isEmpty()) {
      err.println(
          "JupyterLab was not found and could not be installed; install Python 3 with venv, then 'pip install jupyterlab', and start 'gradus lab' again.");
      return 1;
    }
    List<String> command = new ArrayList<>(lab.get());
    command.addAll(arguments);
    command.addAll(options);
    return Programs.run(command);
  }

  /// The command that starts JupyterLab, from the PATH or from the environment of an earlier call.
  static Optional<List<String>> find() throws InterruptedException {
    var lab = Programs.find("jupyter-lab").map(path -> List.of(path.toString()));
    if (lab.isPresent()) {
      return lab;
    }
    var jupyter = Programs.find("jupyter");
    if (jupyter.isPresent()
        && Programs.ask(List.of(jupyter.get().toString(), "lab", "--version")).isPresent()) {
      return Optional.of(List.of(jupyter.get().toString(), "lab"));
    }
    Path own = program("jupyter-lab");
    return Files.isExecutable(own) ? Optional.of(List.of(own.toString())) : Optional.empty();
  }

  private Optional<List<String>> makeEnvironment() throws IOException, InterruptedException {
    Optional<Path> python = Programs.find("python3").or(() -> Programs.find("python"));
    if (python.isEmpty()) {
      return Optional.empty();
    }
    spec.commandLine()
        .getOut()
        .println("JupyterLab was not found; installing it into " + environment() + " (once).");
    boolean made =
        Programs.run(List.of(python.get().toString(), "-m", "venv", environment().toString())) == 0
            && Programs.run(
                    List.of(program("python").toString(), "-m", "pip", "install", "jupyterlab"))
                == 0;
    return made ? Optional.of(List.of(program("jupyter-lab").toString())) : Optional.empty();
  }

  private static Path environment() {
    return UserFolders.current().data().resolve("jupyter-venv");
  }

  private static Path program(String name) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return windows
        ? environment().resolve("Scripts").resolve(name + ".exe")
        : environment().resolve("bin").resolve(name);
  }
}
