package dev.gradus.kernel.cli;

import dev.gradus.kernel.notebook.ConvertCommand;
import dev.gradus.kernel.notebook.RunCommand;
import dev.gradus.kernel.session.SessionExtension;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line `gradus`.
@Command(
    name = "gradus",
    mixinStandardHelpOptions = true,
    description = "Deep learning in Java you can see.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ConvertCommand.class,
      ReplCommand.class,
      LabCommand.class,
      InstallCommand.class,
      UninstallCommand.class,
      DoctorCommand.class,
      PackageCommand.class,
      KernelCommand.class,
      RehearseCommand.class,
      CacheCommand.class,
      VersionCommand.class
    })
public final class GradusCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  /// The command without subcommand; a new command line comes from [#commandLine()].
  public GradusCommand() {}

  /// The command line with all subcommands, those of extensions included.
  public static CommandLine commandLine() {
    var line = new CommandLine(new GradusCommand());
    for (var extension : ServiceLoader.load(SessionExtension.class)) {
      extension.commands().forEach(line::addSubcommand);
    }
    line.getCommandSpec().version(VersionCommand.text());
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().version(VersionCommand.text()));
    // the launcher script names a folder, which the user's own option replaces
    Objects.requireNonNull(line.getSubcommands().get("package")).setOverwrittenOptionsAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      command.getErr().println(message(e));
      return CommandLine.ExitCode.SOFTWARE;
    });
    return line;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }

  static String message(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> "There is no file " + missing.getFile() + ".";
      case AccessDeniedException denied -> "No permission to use " + denied.getFile() + ".";
      case FileSystemException other -> other.toString();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
