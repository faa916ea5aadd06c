package dev.gradus.magics.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static Meter.Measurement measure(long nanos) {
    var meter = new Meter(new Meter.Rule(0.01, 0, 0.01));
    do {
      long end = System.nanoTime() + nanos;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    } while (!meter.done());
    return meter.result();
  }

  @Test
  void measuresOnePiece() {
    var result = measure(2_000_000);
    assertTrue(result.best() >= 2e-3, "a piece takes at least as long as it waits: " + result);
    assertTrue(result.seconds() >= result.best() && result.seconds() < 1, result.toString());
  }

  @Test
  void repeatsAtLeastFiveTimes() {
    var meter = new Meter(new Meter.Rule(0, 0, 0.001));
    int pieces = 0;
    do {
      pieces++;
    } while (!meter.done());
    assertTrue(pieces >= 2 + 1 + 5, "warm-up, counting and five repetitions, got " + pieces);
  }
}
