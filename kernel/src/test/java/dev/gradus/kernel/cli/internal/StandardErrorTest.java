package dev.gradus.kernel.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class StandardErrorTest {
  @TempDir Path dir;

  /// Runs in a JVM of its own, started as the launcher does it.
  static final class Program {
    public static void main(String[] args) {
      System.err.println("early");
      StandardError.takeBack();
      System.err.println("late é");
    }
  }

  @Test
  void writesToThePassedDescriptor() throws Exception {
    run("-D" + StandardError.PROPERTY + "=3", "--add-opens=java.base/java.io=ALL-UNNAMED");
    assertEquals("early\n", text("filter"));
    assertEquals("late é\n", text("true"));
  }

  @Test
  void staysWithTheFilterWhenJavaIoIsClosed() throws Exception {
    run("-D" + StandardError.PROPERTY + "=3", "-Dx=y");
    assertEquals("early\nlate é\n", text("filter"));
    assertEquals("", text("true"));
  }

  @Test
  void doesNothingWithoutTheLauncher() throws Exception {
    run("-Dx=y", "-Dx=y");
    assertEquals("early\nlate é\n", text("filter"));
  }

  private void run(String first, String second) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var script = "exec \"$0\" \"$@\" 3>true 2>filter";
    var process =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                java,
                first,
                second,
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .directory(dir.toFile())
            .start();
    try {
      assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  private String text(String name) throws IOException {
    return Files.readString(dir.resolve(name));
  }
}
