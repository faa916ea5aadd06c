package dev.gradus.kernel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus uninstall`: takes back what install has written.
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = "Removes the kernel from Jupyter.")
final class UninstallCommand implements Callable<Integer> {
  @Mixin InstallPlace place = new InstallPlace();

  @Option(names = "--name", description = "name of the kernelspec (default: ${DEFAULT-VALUE})")
  String name = InstallCommand.NAME;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var folders = place.folders(System.getenv(), UserFolders.current());
    var kernel = new KernelSpec(folders.kernels().resolve(name));
    if (!kernel.exists()) {
      spec.commandLine().getErr().println("There is no kernelspec in " + kernel.folder() + ".");
      return 1;
    }
    if (!kernel.ours()) {
      spec.commandLine()
          .getErr()
          .println(kernel.folder() + " belongs to another kernel and was left as it is.");
      return 1;
    }
    Optional<Path> launcher = kernel.launcher();
    kernel.delete();
    if (launcher.isPresent()) {
      Path copy = launcher.get().getParent();
      // only a copy below our own folder is ours to delete
      if (copy != null && folders.application().equals(copy.getParent())) {
        ApplicationCopy.delete(copy);
      }
    }
    spec.commandLine().getOut().println("Removed " + kernel.folder());
    return 0;
  }
}
