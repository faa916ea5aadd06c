package dev.gradus.kernel.cli;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The start-up cache of the application folder that the launcher script starts: `lib/`,
/// `jvm.options`. The first run makes it, in a process that goes on after it; the script takes it
/// from then on. A build brings a new folder without one.
///
/// @param folder the application folder
record OwnCache(Path folder) {
  /// What the launcher script starts Java with, once it is there.
  static final String OPTIONS = "cached.options";

  private static final String FIRST_OPTIONS = "jvm.options";

  /// The folder of the application that runs; empty if it was not started from one.
  static Optional<OwnCache> ofThisProcess() {
    return of(System.getProperty("java.class.path", ""));
  }

  static Optional<OwnCache> of(String classPath) {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path lib = entry.isEmpty() ? null : Path.of(entry).toAbsolutePath().getParent();
      Path folder = lib == null || !lib.endsWith("lib") ? null : lib.getParent();
      if (folder != null && Files.isRegularFile(folder.resolve(FIRST_OPTIONS))) {
        return Optional.of(new OwnCache(folder));
      }
    }
    return Optional.empty();
  }

  /// Has the cache made by another process, with the lowest priority, unless it is there.
  void makeLater() {
    if (Files.exists(folder.resolve(OPTIONS)) || !Files.isWritable(folder)) {
      return;
    }
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
      command.addAll(List.of("/usr/bin/nice", "-n", "19"));
    }
    command.add(InstallCommand.java().toString());
    command.add("@" + folder.resolve(FIRST_OPTIONS));
    command.addAll(List.of("-cp", folder.resolve("lib") + File.separator + "*"));
    command.addAll(List.of(GradusMain.class.getName(), CacheCommand.NAME));
    try {
      var nowhere = ProcessBuilder.Redirect.DISCARD;
      var process =
          new ProcessBuilder(command).redirectOutput(nowhere).redirectError(nowhere).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      // then the next start is as slow as this one
    }
  }

  /// Makes the cache, unless another process does.
  boolean make() throws IOException, InterruptedException {
    try (var channel =
            FileChannel.open(
                folder.resolve("cache.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null || Files.exists(folder.resolve(OPTIONS))) {
        return false;
      }
      Path launcher = folder.resolve(LauncherJar.NAME);
      Files.write(launcher, LauncherJar.bytes(jars(), GradusMain.class.getName()));
      List<String> flags = flags(Files.readAllLines(folder.resolve(FIRST_OPTIONS)));
      Optional<Path> cache = StartupCache.make(InstallCommand.java(), launcher, flags);
      if (cache.isEmpty()) {
        return false;
      }
      Path work = folder.resolve(OPTIONS + ".new");
      Files.write(work, options(flags, cache.get(), launcher));
      Files.move(work, folder.resolve(OPTIONS), StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }

  private List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
      return files.map(file -> "lib/" + file.getFileName()).sorted().toList();
    }
  }

  /// The options of the file that the launcher's manifest does not carry.
  static List<String> flags(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("-"))
        .filter(line -> !line.startsWith("--add-exports"))
        .filter(line -> !line.startsWith("--enable-native-access"))
        .toList();
  }

  /// The lines of the file for `java @file`: quoted, since folders may have blanks in their names.
  static List<String> options(List<String> flags, Path cache, Path launcher) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(StartupCache.flags(cache));
    all.add("-jar");
    all.add(launcher.toString());
    return all.stream()
        .map(word -> "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .toList();
  }
}
