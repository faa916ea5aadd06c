package dev.gradus.kernel.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Classes and profiles of a rehearsed session, kept in a file from which the next VM starts faster
/// (JEP 483, 514, 515). It fits the VM and the jars that made it; another VM ignores it.
final class StartupCache {
  static final String NAME = "gradus.aot";
  private static final long PATIENCE = 180;

  private StartupCache() {}

  /// Makes the file beside the launcher, unless it is there.
  ///
  /// @param java the VM that will use it
  /// @param flags what the kernel is started with
  /// @return the file; empty if it could not be made, which costs time only
  static Optional<Path> make(Path java, Path launcher, List<String> flags)
      throws IOException, InterruptedException {
    Path target = launcher.resolveSibling(NAME);
    if (Files.exists(target)) {
      return Optional.of(target);
    }
    Path made = Files.createTempFile(launcher.getParent(), "rehearsal", ".aot");
    Files.delete(made); // the VM wants to write it itself
    try {
      if (!rehearse(java, launcher, flags, made) || !Files.exists(made)) {
        return Optional.empty();
      }
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      if (!target.toFile().setReadable(true, false)) {
        return Optional.empty();
      }
      return Optional.of(target);
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(Path.of(made + ".config"));
    }
  }

  private static boolean rehearse(Path java, Path launcher, List<String> flags, Path made)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(flags);
    command.add("-XX:AOTCacheOutput=" + made);
    command.addAll(List.of("-jar", launcher.toString(), RehearseCommand.NAME));
    var nowhere = ProcessBuilder.Redirect.DISCARD;
    var process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
            .redirectOutput(nowhere)
            .redirectError(nowhere)
            .start();
    try {
      return process.waitFor(PATIENCE, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String nullDevice() {
    return File.separatorChar == '\\' ? "NUL" : "/dev/null";
  }

  /// The flags with which a VM uses the file: silent if it does not fit.
  static List<String> flags(Path file) {
    return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off");
  }
}
