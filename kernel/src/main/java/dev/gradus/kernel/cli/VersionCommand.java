package dev.gradus.kernel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus version`.
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the versions of Gradus and Java.")
final class VersionCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(text());
    return 0;
  }

  /// What `gradus version` and `--version` print.
  static String text() {
    return "gradus " + GradusVersion.current() + ", Java " + Runtime.version();
  }
}
