package dev.gradus.kernel.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where a kernelspec goes, shared by install and uninstall.
final class InstallPlace {
  @Option(names = "--user", description = "for this user (the default)")
  boolean user;

  @Option(
      names = "--prefix",
      paramLabel = "P",
      description = "under P/share, as for a shared environment")
  @Nullable Path prefix;

  @Option(names = "--sys-prefix", description = "into the active virtual or conda environment")
  boolean sysPrefix;

  @Option(names = "--system", description = "for all users of the machine, below /usr/local/share")
  boolean system;

  /// Where the two parts go.
  ///
  /// @param application folder of the copies of the application
  /// @param kernels folder of the kernelspecs
  record Folders(Path application, Path kernels) {}

  Folders folders(Map<String, String> env, UserFolders own) {
    if (Stream.of(user, prefix != null, sysPrefix, system).filter(given -> given).count() > 1) {
      throw new IllegalArgumentException(
          "--user, --prefix, --sys-prefix and --system exclude each other; give one of them.");
    }
    String shared = env.getOrDefault("PROGRAMDATA", "");
    if (system && !shared.isEmpty()) {
      Path data = Path.of(shared);
      return new Folders(data.resolve("gradus"), data.resolve("jupyter").resolve("kernels"));
    }
    Path under = system ? Path.of("/usr/local") : prefix;
    if (sysPrefix) {
      String active = env.getOrDefault("VIRTUAL_ENV", env.getOrDefault("CONDA_PREFIX", ""));
      if (active.isEmpty()) {
        throw new IllegalArgumentException(
            "--sys-prefix needs an active environment (neither VIRTUAL_ENV nor CONDA_PREFIX is set); activate one or use --prefix.");
      }
      under = Path.of(active);
    }
    if (under == null) {
      return new Folders(own.data(), own.jupyter().resolve("kernels"));
    }
    Path share = under.toAbsolutePath().normalize().resolve("share");
    return new Folders(share.resolve("gradus"), share.resolve("jupyter").resolve("kernels"));
  }
}
