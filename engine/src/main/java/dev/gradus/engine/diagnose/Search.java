package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Searches settings: tries them at random or on a grid and keeps the scores.
///
/// ```java
/// var search = Search.random(20).logUniform("rate", 1e-4, 1e-1).choice("batch", 16, 32, 64);
/// search.run(t -> {
///   var model = ...;
///   model.train(data).optimizer(adam(t.real("rate"))).batchSize(t.whole("batch")).run();
///   return model.evaluate(held).accuracy();
/// });
/// search.best()
/// ```
///
/// At random more values of each setting are tried than on a grid with as many trials. Source:
/// Bergstra, Bengio, "Random search for hyper-parameter optimization", JMLR 2012.
///
/// Errors: GradusException for no trial or range, a name given twice, or [#best()] before a trial
/// has succeeded.
public final class Search {
  private final boolean random;
  private final int count;
  private final Map<String, SearchRange> ranges = new LinkedHashMap<>();
  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
  private boolean smallerIsBetter;
  private long seed = 42;

  private Search(boolean random, int count) {
    if (count < 1) {
      throw new GradusException("a search needs at least 1 trial, got " + count + ".");
    }
    this.random = random;
    this.count = count;
  }

  /// So many trials, each with values drawn anew.
  public static Search random(int trials) {
    return new Search(true, trials);
  }

  /// All combinations of values.
  ///
  /// @param points how many values of each range; choices are tried in full
  public static Search grid(int points) {
    return new Search(false, points);
  }

  /// The seed of the drawn values, 42 by default.
  public Search seed(long number) {
    seed = number;
    return this;
  }

  /// Says that the score is a loss.
  public Search smallerIsBetter() {
    smallerIsBetter = true;
    return this;
  }

  /// A number between two.
  public Search uniform(String name, double from, double to) {
    return range(name, new SearchRange.Uniform(from, to));
  }

  /// A number between two, every power of ten with the same chance.
  public Search logUniform(String name, double from, double to) {
    return range(name, new SearchRange.LogUniform(from, to));
  }

  /// A whole number from one to another, both included.
  public Search whole(String name, int from, int to) {
    return range(name, new SearchRange.Whole(from, to));
  }

  /// One of several values.
  public Search choice(String name, Object... values) {
    Given.all("value", values);
    return range(name, new SearchRange.Choice(List.of(values)));
  }

  /// Any range.
  public Search range(String name, SearchRange range) {
    if (ranges.putIfAbsent(name, range) != null) {
      throw new GradusException("\"" + name + "\" is searched already. Use another name.");
    }
    return this;
  }

  /// What came out of a trial.
  ///
  /// @param trial its settings
  /// @param score NaN if the trial failed
  /// @param seconds it took
  /// @param failure why it failed, empty if it did not
  public record Outcome(Trial trial, double score, double seconds, String failure) {
    @Override
    public String toString() {
      var text = new StringBuilder(String.format(Locale.ROOT, "%3d", trial.number()));
      trial
          .values()
          .forEach((name, value) ->
              text.append("  ")
                  .append(name)
                  .append(' ')
                  .append(
                      value instanceof Double d ? String.format(Locale.ROOT, "%.4g", d) : value));
      return text.append(
              failure.isEmpty()
                  ? String.format(Locale.ROOT, "  score %.4f (%.1f s)", score, seconds)
                  : "  failed: " + failure)
          .toString();
    }
  }

  /// The settings that will be tried, in order.
  ///
  /// @throws GradusException if nothing is searched
  public List<Trial> trials() {
    if (ranges.isEmpty()) {
      throw new GradusException(
          "nothing is searched. Say what, for example logUniform(\"rate\", 1e-4, 1e-1).");
    }
    return random ? drawn() : combinations();
  }

  private List<Trial> drawn() {
    var trials = new ArrayList<Trial>();
    for (int i = 0; i < count; i++) {
      var values = new LinkedHashMap<String, Object>();
      var numbers = new Philox(seed, i);
      ranges.forEach((name, range) -> values.put(name, range.draw(numbers)));
      trials.add(new Trial(i + 1, values));
    }
    return trials;
  }

  private List<Trial> combinations() {
    List<Map<String, Object>> all = List.of(Map.of());
    for (var range : ranges.entrySet()) {
      var longer = new ArrayList<Map<String, Object>>();
      for (var begun : all) {
        for (var value : range.getValue().grid(count)) {
          var next = new LinkedHashMap<>(begun);
          next.put(range.getKey(), value);
          longer.add(next);
        }
      }
      all = longer;
    }
    var trials = new ArrayList<Trial>();
    for (var values : all) {
      trials.add(new Trial(trials.size() + 1, values));
    }
    return trials;
  }

  /// Tries all settings; returns the outcomes, the best first. A trial whose numbers leave the
  /// range counts as failed. If the search is interrupted, what was tried is in [#outcomes()].
  ///
  /// @param score what a trial reaches, measured on validation data: larger is better unless said
  ///   otherwise
  public List<Outcome> run(ToDoubleFunction<Trial> score) {
    outcomes.clear();
    for (var trial : trials()) {
      long start = System.nanoTime();
      double reached = Double.NaN;
      var failure = "";
      try {
        reached = score.applyAsDouble(trial);
      } catch (NumericException e) {
        failure = e.getMessage();
      }
      outcomes.add(new Outcome(trial, reached, (System.nanoTime() - start) * 1e-9, failure));
    }
    return outcomes();
  }

  /// What was tried so far, the best first, failed trials last.
  public List<Outcome> outcomes() {
    var order = Comparator.comparingDouble(this::rank);
    synchronized (outcomes) {
      return outcomes.stream().sorted(order).toList();
    }
  }

  private double rank(Outcome outcome) {
    double score = outcome.score();
    if (Double.isNaN(score)) {
      return Double.POSITIVE_INFINITY;
    }
    return smallerIsBetter ? score : -score;
  }

  /// The best outcome.
  ///
  /// @throws GradusException if no trial succeeded
  public Outcome best() {
    var sorted = outcomes();
    if (sorted.isEmpty() || Double.isNaN(sorted.getFirst().score())) {
      throw new GradusException(
          "no trial has succeeded: call run(...) first, or widen the ranges.");
    }
    return sorted.getFirst();
  }

  /// A line for each outcome, the best first.
  @Override
  public String toString() {
    return String.join("\n", outcomes().stream().map(Outcome::toString).toList());
  }
}
