package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The flags of a kernel's VM.
class KernelSpecTest {
  @Test
  void theHeapIsAsLargeAsAskedFor() {
    assertEquals(KernelSpec.FLAGS, KernelSpec.flags(Map.of()));
    assertEquals("-Xmx8g", KernelSpec.flags(Map.of("GRADUS_HEAP", "8g")).getLast());
    var wrong = Map.of("GRADUS_HEAP", "lots");
    var refused = assertThrows(IllegalArgumentException.class, () -> KernelSpec.flags(wrong));
    assertTrue(String.valueOf(refused.getMessage()).contains("GRADUS_HEAP is 'lots'"));
  }

  @Test
  void theFlagsComeBeforeTheJar() {
    List<String> command =
        KernelSpec.command(Path.of("java"), Path.of("gradus.jar"), List.of("-Xmx8g"), List.of());
    assertEquals(
        List.of(
            "java",
            "-Xmx8g",
            "-jar",
            "gradus.jar",
            "kernel",
            "--connection-file",
            "{connection_file}"),
        command);
  }

  @Test
  void theVmTakesTheFlagsInSilence() throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(KernelSpec.FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Limit.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(Long.parseLong(said) <= 4L << 30, said);
  }

  /// Prints the largest heap.
  static final class Limit {
    private Limit() {}

    public static void main(String[] args) {
      System.out.print(Runtime.getRuntime().maxMemory());
    }
  }
}
