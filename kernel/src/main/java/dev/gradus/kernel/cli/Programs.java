package dev.gradus.kernel.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Other programs: finding them on the PATH, asking them something.
final class Programs {
  private Programs() {}

  /// The program of this name on the PATH.
  static Optional<Path> find(String name) {
    return find(name, System.getenv().getOrDefault("PATH", ""));
  }

  static Optional<Path> find(String name, String path) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (folder.isBlank()) {
        continue;
      }
      Path candidate = Path.of(folder).resolve(windows ? name + ".exe" : name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /// The output of a command, trimmed; empty if it fails or takes more than 20 s.
  static Optional<String> ask(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? Optional.of(text.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Runs a command on this terminal and returns its exit code.
  static int run(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
