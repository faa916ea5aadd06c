package dev.gradus.kernel.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus package`: the application as one zip file.
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a zip file with the whole application.",
      "What it holds needs a JDK 25 or newer and nothing else: java -jar gradus.jar COMMAND."
    })
final class PackageCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the zip file (default: gradus-VERSION.zip in this folder)")
  @Nullable Path output;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "folder of gradus-VERSION.zip, if --output is not given")
  Path outputDir = Path.of("");

  @Option(
      names = "--documents",
      paramLabel = "DIR",
      description = "folder with the README.md and LICENSE to add")
  @Nullable Path documents;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    String name = "gradus-" + GradusVersion.current();
    Path file = output == null ? outputDir.resolve(name + ".zip") : output;
    try {
      new Distribution(name, ApplicationCopy.classPath(), documents).write(file);
    } catch (FileSystemException e) {
      spec.commandLine().getErr().println("Cannot write " + file + ": " + e + ".");
      return 3;
    }
    spec.commandLine().getOut().println("Wrote " + file);
    return 0;
  }
}
