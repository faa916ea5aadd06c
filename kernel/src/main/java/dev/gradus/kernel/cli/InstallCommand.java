package dev.gradus.kernel.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus install`: copies the application and writes the kernelspec.
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = "Makes the kernel known to Jupyter.")
final class InstallCommand implements Callable<Integer> {
  static final String NAME = "gradus";
  static final String DISPLAY_NAME = "Java (Gradus)";

  @Mixin InstallPlace place = new InstallPlace();

  @Option(names = "--name", description = "name of the kernelspec (default: ${DEFAULT-VALUE})")
  String name = NAME;

  @Option(names = "--replace", description = "replace a kernelspec of another kernel")
  boolean replace;

  @Option(
      names = "--no-cache",
      description =
          "makes no start-up cache: installs faster, and every kernel starts a second later")
  boolean noCache;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var own = UserFolders.current();
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    if (!name.matches("[A-Za-z0-9._-]+")) {
      err.println(
          "The name of a kernelspec is made of letters, digits, '.', '-' and '_', not: " + name);
      return 2;
    }
    KernelSpec kernel;
    try {
      kernel = install(own);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (FileSystemException e) {
      err.println(
          "The kernel cannot be written below "
              + e.getFile()
              + " ("
              + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason())
              + "); choose a folder that you may write with --prefix, or --user.");
      return 1;
    }
    if (!kernel.ours()) {
      err.println(
          kernel.folder()
              + " belongs to another kernel and was left as it is; --replace replaces it, --name chooses another name.");
      return 1;
    }
    out.println("Installed " + displayName(name) + " as " + kernel.folder());
    return 0;
  }

  /// Installs for this user unless the kernelspec is there and current.
  static KernelSpec installForUser() throws IOException, InterruptedException {
    return new InstallCommand().install(UserFolders.current());
  }

  private KernelSpec install(UserFolders own) throws IOException, InterruptedException {
    var folders = place.folders(System.getenv(), own);
    var kernel = new KernelSpec(folders.kernels().resolve(name));
    if (kernel.exists() && !kernel.ours() && !replace) {
      return kernel;
    }
    List<String> flags = KernelSpec.flags(System.getenv());
    Path launcher =
        ApplicationCopy.make(
            ApplicationCopy.classPath(),
            folders.application(),
            GradusVersion.current(),
            GradusMain.class.getName());
    List<String> cacheFlags =
        noCache
            ? List.of()
            : StartupCache.make(java(), launcher, flags).map(StartupCache::flags).orElse(List.of());
    List<String> command = KernelSpec.command(java(), launcher, flags, cacheFlags);
    kernel.write(command, displayName(name));
    ApplicationCopy.makeReadable(kernel.folder()); // whatever the umask
    return kernel;
  }

  /// IJava's kernelspec is `java`, shown as "Java".
  static String displayName(String name) {
    return switch (name) {
      case NAME -> DISPLAY_NAME;
      case "java" -> "Java";
      default -> DISPLAY_NAME + " " + name;
    };
  }

  /// The `java` of the running VM.
  static Path java() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
  }
}
