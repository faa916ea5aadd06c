package dev.gradus.notebooks.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A Jupyter of its own in `target/jupyter`: the kernel is installed there by the launcher, which
/// builds the application if its sources have changed, and all that Jupyter writes stays there.
final class JupyterFixture {
  static final String KERNEL = "gradus";
  static final Path RESOURCES = Path.of("src", "test", "resources", "jupyter").toAbsolutePath();

  static final Path LAUNCHER = Path.of("..", "gradus").toAbsolutePath().normalize();

  private static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();
  private static final Path ROOT = Path.of("target", "jupyter").toAbsolutePath();
  private static final Path PREFIX = ROOT.resolve("prefix");

  /// How a program ended.
  ///
  /// @param output both of its streams
  record Ended(int code, String output) {}

  private JupyterFixture() {}

  /// Installs the kernel as users do.
  static void install() {
    var ended =
        run(
            List.of(LAUNCHER.toString(), "install", "--replace", "--prefix", PREFIX.toString()),
            "install",
            Duration.ofMinutes(5));
    assertEquals(0, ended.code, ended.output);
  }

  /// The folder for what a test leaves behind.
  static Path out(String name) {
    return ROOT.resolve(name);
  }

  /// Runs a script that must end with 0; its output is in the failure otherwise.
  static String script(String name, String label, Duration limit, Object... arguments) {
    var command = new ArrayList<String>(List.of(python(), SCRIPTS.resolve(name).toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    var ended = run(command, label, limit);
    if (ended.code != 0) {
      fail(name + " ended with " + ended.code + ":\n" + ended.output);
    }
    System.out.println(label + ": " + ended.output.strip());
    return ended.output;
  }

  /// GRADUS_PYTHON, else python3.
  private static String python() {
    var named = System.getenv("GRADUS_PYTHON");
    return named == null || named.isBlank() ? "python3" : named;
  }

  private static Ended run(List<String> command, String label, Duration limit) {
    var log = ROOT.resolve(label + ".log");
    try {
      Files.createDirectories(ROOT);
      var builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment());
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      var output = Files.readString(log, StandardCharsets.UTF_8);
      return ended
          ? new Ended(process.exitValue(), output)
          : fail(label + " took longer than " + limit.toSeconds() + " s:\n" + output);
    } catch (IOException e) {
      return fail(
          "cannot run "
              + command.getFirst()
              + " ("
              + e.getMessage()
              + "). Set GRADUS_PYTHON to a Python that has Jupyter.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(label + " was interrupted");
    }
  }

  /// What Jupyter finds and writes: nothing of the user's.
  private static Map<String, String> environment() {
    return Map.of(
        "JUPYTER_PATH", PREFIX.resolve("share/jupyter").toString(),
        "JUPYTER_CONFIG_DIR", ROOT.resolve("config").toString(),
        "JUPYTER_DATA_DIR", ROOT.resolve("data").toString(),
        "IPYTHONDIR", ROOT.resolve("ipython").toString(),
        "XDG_DATA_HOME", ROOT.resolve("xdg").toString(),
        "PYTHONDONTWRITEBYTECODE", "1",
        "PYTHONUTF8", "1");
  }
}
