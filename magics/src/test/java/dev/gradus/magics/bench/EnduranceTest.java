package dev.gradus.magics.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnduranceTest {
  private static List<Endurance.Sample> endure(double minutes, Runnable piece) {
    var samples = new ArrayList<Endurance.Sample>();
    var endurance = new Endurance(minutes, samples::add);
    do {
      piece.run();
    } while (!endurance.done());
    return samples;
  }

  private static void work(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void samplesAShortRunTenTimes() {
    var samples = endure(0.005, () -> work(2_000_000));
    assertTrue(!samples.isEmpty() && samples.size() <= 10, samples.size() + " samples");
    assertTrue(samples.getLast().minute() >= 0.005, samples.toString());
    for (var sample : samples) {
      assertTrue(sample.pieces() > 0 && sample.milliseconds() >= 2, sample.toString());
      assertTrue(sample.processorMilliseconds() > 0, sample.toString());
    }
    assertEquals(
        samples.stream().sorted((a, b) -> Double.compare(a.minute(), b.minute())).toList(),
        samples);
  }

  /// What is kept shows, what is thrown away does not.
  @Test
  void growthShowsAndGarbageDoesNot() {
    var kept = new ArrayList<byte[]>();
    var growing =
        endure(
            0.005,
            () -> {
              kept.add(new byte[100_000]);
              work(1_000_000);
            });
    long grown = growing.getLast().heap() - growing.getFirst().heap();
    assertTrue(growing.size() >= 2, "too few samples: " + growing);
    long bytes = growing.stream().skip(1).mapToLong(Endurance.Sample::pieces).sum() * 100_000;
    assertTrue(kept.size() * 100_000L >= bytes, kept.size() + " pieces");
    assertEquals((double) bytes, (double) grown, 0.5 * (double) bytes, growing.toString());
    kept.clear();
    var flat = endure(0.005, () -> work(new byte[100_000].length * 10L));
    assertTrue(
        Math.abs(flat.getLast().heap() - flat.getFirst().heap()) < bytes / 2, flat.toString());
  }
}
