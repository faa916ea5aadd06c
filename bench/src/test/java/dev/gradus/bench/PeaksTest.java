package dev.gradus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeaksTest {
  @TempDir Path folder;

  @Test
  void recordingAWidthKeepsTheOthers() throws IOException {
    var file = folder.resolve("peak.tsv");
    Files.writeString(file, "# a comment\n256\tgemm\t0.9\n512\tgemm\t0.8\n512\texp\t0.1\n");
    Peaks.read(file).with(512, Map.of("log", 0.123456)).write(file);
    var again = Peaks.read(file);
    assertEquals(List.of(256, 512), again.widths());
    assertEquals(Map.of("gemm", 0.9), again.of(256));
    assertEquals(Map.of("log", 0.123), again.of(512));
    assertEquals(Map.of(), again.of(128));
    assertTrue(Files.readString(file).startsWith("#"));
  }

  @Test
  void otherLinesAreRefused() throws IOException {
    var file = folder.resolve("peak.tsv");
    Files.writeString(file, "512 gemm 0.8\n");
    assertThrows(IllegalArgumentException.class, () -> Peaks.read(file));
  }

  /// What is recorded is what is watched, with fractions that can be.
  @Test
  void everyWidthHasEveryWatchedKernel() throws IOException {
    var peaks = Peaks.read(Path.of("peak.tsv"));
    assertFalse(peaks.widths().isEmpty());
    for (int bits : peaks.widths()) {
      assertEquals(Set.copyOf(PeakGuard.WATCHED), peaks.of(bits).keySet(), bits + " bits");
      // Winograd's convolution needs fewer multiply-adds than are counted
      peaks.of(bits).forEach((name, part) -> assertTrue(part > 0 && part < 2.25, name));
    }
  }
}
