package dev.gradus.magics.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Measures how long a piece of work takes, told of every piece that is done.
///
/// After warming up come repetitions of at least a fixed time. Before each one the meter waits for
/// a quiet machine, though not for long; during each one it notes what other processes use. The
/// result is the median of the quiet repetitions, or, if fewer than five were quiet, of the five
/// quietest. It is the rule of the scripts that measure other libraries.
final class Meter implements Ticks {
  private static final double QUIET = 0.04;
  private static final double NANO = 1e-9;

  /// How to measure.
  ///
  /// @param warmUp seconds before anything counts
  /// @param budget seconds of repetitions: half of it suffices with seven quiet ones, three times
  ///   as much is the most
  /// @param repetition seconds of a repetition, at least
  record Rule(double warmUp, double budget, double repetition) {}

  /// What was measured.
  ///
  /// @param seconds of a piece: the median
  /// @param best the shortest
  /// @param quiet how many repetitions were quiet
  /// @param noise share of the machine that others used in those that count, 0 if they were quiet
  record Measurement(double seconds, double best, int quiet, double noise) {}

  /// A repetition.
  ///
  /// @param others share of the machine that others used
  /// @param seconds of a piece
  private record Repetition(double others, double seconds) {}

  private enum Phase {
    WARMING,
    COUNTING,
    MEASURING
  }

  private final Rule rule;
  private final MachineLoad load = new MachineLoad();
  private final List<Repetition> repetitions = new ArrayList<>();
  private Phase phase = Phase.WARMING;
  private long start = System.nanoTime();
  private long measuringSince;
  private double othersAtStart;
  private long pieces;
  private long wanted;

  Meter(Rule rule) {
    this.rule = rule;
  }

  @Override
  public boolean done() {
    pieces++;
    return switch (phase) {
      case WARMING -> warmed();
      case COUNTING -> counted();
      case MEASURING -> pieces >= wanted && seconds() >= 0.9 * rule.repetition && measured();
    };
  }

  private double seconds() {
    return (System.nanoTime() - start) * NANO;
  }

  private boolean warmed() {
    if (pieces >= 2 && seconds() >= rule.warmUp) {
      phase = Phase.COUNTING;
      pieces = 0;
      start = System.nanoTime();
    }
    return false;
  }

  private boolean counted() {
    double passed = seconds();
    if (passed >= rule.repetition / 2) {
      phase = Phase.MEASURING;
      wanted = Math.max(1, Math.round(rule.repetition * pieces / passed));
      measuringSince = System.nanoTime();
      begin();
    }
    return false;
  }

  private boolean measured() {
    double passed = seconds();
    double others = Math.max(0, load.others() - othersAtStart) / passed / load.processors();
    repetitions.add(new Repetition(others, passed / pieces));
    double total = (System.nanoTime() - measuringSince) * NANO;
    if ((quiet() >= 7 && total > rule.budget / 2)
        || (total > rule.budget * 3 && repetitions.size() >= 5)) {
      return true;
    }
    begin();
    return false;
  }

  private int quiet() {
    return (int) repetitions.stream().filter(r -> r.others < QUIET).count();
  }

  /// Waits for a quiet machine, then starts the clock.
  private void begin() {
    double nap = rule.repetition / 4;
    for (int i = 0; i < 20; i++) {
      double before = load.others();
      nap(nap);
      if (load.others() - before <= 0.011) {
        break;
      }
    }
    pieces = 0;
    othersAtStart = load.others();
    start = System.nanoTime();
  }

  private static void nap(double seconds) {
    try {
      Thread.sleep((long) (seconds * 1000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The result, once enough was done.
  Measurement result() {
    int quiet = quiet();
    var quietest = repetitions.stream().sorted(Comparator.comparingDouble(r -> r.others)).toList();
    var counting = quietest.subList(0, Math.min(Math.max(5, quiet), quietest.size()));
    double best = repetitions.stream().mapToDouble(r -> r.seconds).min().orElse(Double.NaN);
    double noise = counting.stream().mapToDouble(r -> r.others).average().orElse(Double.NaN);
    return new Measurement(median(counting), best, quiet, quiet >= 5 ? 0 : noise);
  }

  private static double median(List<Repetition> some) {
    var sorted = some.stream().mapToDouble(r -> r.seconds).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
