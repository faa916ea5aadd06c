package dev.gradus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The guard's judgement, on numbers made up for it.
class VerdictTest {
  private static final Map<String, Double> RECORDED = Map.of("gemm", 0.9, "exp", 0.05);

  private static List<String> judge(double gemm, double exp) {
    return Verdict.judge(RECORDED, Map.of("gemm", gemm, "exp", exp));
  }

  @Test
  void asFastAsBeforeOrFasterIsWell() {
    assertEquals(List.of(), judge(0.9, 0.05));
    assertEquals(List.of(), judge(0.95, 0.2));
  }

  @Test
  void halfIsJustAllowed() {
    assertEquals(List.of(), judge(0.45, 0.025));
  }

  @Test
  void belowHalfIsACliff() {
    var wrong = judge(0.449, 0.05);
    assertEquals(List.of("gemm: reaches 0.449 of the peak, recorded is 0.900: a cliff."), wrong);
    assertEquals(2, judge(0.1, 0.001).size());
  }

  @Test
  void noNumberIsACliff() {
    assertEquals(1, judge(Double.NaN, 0.05).size());
  }

  @Test
  void aKernelThatWasNotRecordedIsToldAndOneThatWasNotMeasured() {
    var wrong = Verdict.judge(RECORDED, Map.of("gemm", 0.9, "log", 0.05));
    assertEquals(2, wrong.size());
    assertTrue(wrong.get(0).startsWith("log: nothing is recorded"), wrong.get(0));
    assertTrue(wrong.get(1).startsWith("exp: is recorded but was not measured"), wrong.get(1));
  }
}
