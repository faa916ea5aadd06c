package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.train.Cosine;
import dev.gradus.engine.train.Schedule;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every schedule equals PyTorch's, step by step.
@Covers({"C07"})
final class ScheduleGoldenTest {
  private static Schedule schedule(Case c) {
    return switch (c.name()) {
      case "stepDecay" -> Schedules.stepDecay(c.number("factor"), (int) c.number("every"));
      case "exponentialDecay" -> Schedules.exponentialDecay(c.number("decay"));
      case "inverseTime" -> Schedules.inverseTime(c.number("decay"));
      case "cosine" -> new Cosine(c.number("epochs"), c.number("floor"), c.number("growth"));
      case "warmUp" -> Schedules.warmUp((long) c.number("steps"));
      case "piecewise" -> {
        var schedule = Schedules.piecewise();
        var epochs = c.attribute("epochs").getAsJsonArray();
        var factors = c.attribute("factors").getAsJsonArray();
        for (int i = 0; i < epochs.size(); i++) {
          schedule = schedule.from(epochs.get(i).getAsDouble(), factors.get(i).getAsDouble());
        }
        yield schedule;
      }
      case "oneCycle" -> Schedules.oneCycle((long) c.number("steps"));
      case "ptbSchedule" -> Schedules.ptbSchedule((int) c.number("constant"), c.number("decay"));
      default -> throw new AssertionError(c.name());
    };
  }

  @TestFactory
  Stream<DynamicTest> rates() {
    return Golden.cases("schedules").stream().map(c -> dynamicTest(c.name(), () -> run(c)));
  }

  private static void run(Case c) {
    var schedule = schedule(c);
    var expected = c.numbers("rates").data();
    double worst = 0;
    for (int step = 0; step < expected.length; step++) {
      double rate = schedule.rate(c.number("base"), step, step / c.number("stepsPerEpoch"));
      worst = Math.max(worst, Math.abs(rate / expected[step] - 1));
      assertEquals(expected[step], rate, 1e-8 * expected[step], "step " + step);
    }
    System.out.printf(
        Locale.ROOT, "golden schedule %s: largest relative difference %.1e%n", c.name(), worst);
  }
}
