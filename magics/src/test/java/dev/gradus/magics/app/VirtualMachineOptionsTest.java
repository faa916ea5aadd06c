package dev.gradus.magics.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The options that the launcher gives to Java: they are valid, print nothing, and let the Vector
/// API be loaded.
class VirtualMachineOptionsTest {

  /// Runs in a JVM of its own.
  static final class Program {
    public static void main(String[] args) throws ReflectiveOperationException {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, "jdk.incubator.vector");
      System.out.print(Class.forName("jdk.incubator.vector.FloatVector").getModule().getName());
    }
  }

  @Test
  void theVectorModuleLoadsInSilence() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("src", "main", "app", "jvm.options"),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals("jdk.incubator.vector", said);
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
