package dev.gradus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.backend.ScalarBackend;
import dev.gradus.engine.backend.SimdBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Measures: only in the profile `bench`.
@Tag("bench")
class PeakGuardTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  @Test
  void noKernelHasFallenOffACliff() throws IOException {
    try (var backend = new SimdBackend(1)) {
      assertEquals(
          List.of(), new PeakGuard(backend).judge(Peaks.read(Path.of("peak.tsv")), NOWHERE));
    }
  }

  /// Plain loops in place of vectors are what the guard is there to notice.
  @Test
  void plainLoopsAreACliff() throws IOException {
    var recorded = Peaks.read(Path.of("peak.tsv")).of(Peak.bits());
    var backend = new ScalarBackend();
    for (var name : List.of("gemm 64x1000x1000 NN", "exp 65536", "adam 61706")) {
      double fraction = new PeakGuard(backend).fraction(new Kernels(backend).named(name));
      var then = recorded.get(name);
      assertTrue(then != null && fraction > 0, name);
      assertFalse(
          Verdict.judge(Map.of(name, then), Map.of(name, fraction)).isEmpty(),
          name + " in plain loops: " + fraction + ", recorded " + then);
    }
  }

  /// Chains in registers are the peak itself.
  @Test
  void thePeakReachesItself() {
    var guard = new PeakGuard(new ScalarBackend());
    float[] sink = {0};
    int n = 50_000;
    var kernel = new Kernel("peak", Peak.operations(n), () -> sink[0] += Peak.chains(n));
    assertEquals(1, guard.fraction(kernel), 0.15);
  }
}
