package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.engine.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks for a learning rate: trains some steps with a rate that grows from step to step by the
/// same factor, until the loss explodes. The model is afterwards as before.
///
/// ```java
/// var curve = LearningRateFinder.of(model, data).optimizer(adam()).run();
/// curve.suggestion()
/// ```
///
/// Errors: GradusException for a range that does not grow from above 0, less than 10 steps, or a
/// loss that falls at no rate.
///
/// Source: Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.3.
public final class LearningRateFinder {
  /// Share of the old value in the smoothed loss.
  private static final double SMOOTHING = 0.9;

  /// Training stops when the smoothed loss is so many times its lowest value.
  private static final double EXPLODED = 4;

  private final Model model;
  private final Dataset data;
  private Optimizer optimizer = new Adam(1e-3);
  private @Nullable Loss loss;
  private int batchSize = 32;
  private double from = 1e-6;
  private double to = 10;
  private int steps = 100;

  private LearningRateFinder(Model model, Dataset data) {
    this.model = model;
    this.data = data;
  }

  /// For a model and its training data: Adam, batches of 32, 100 steps from 1e-6 to 10.
  public static LearningRateFinder of(Model model, Dataset data) {
    return new LearningRateFinder(model, data);
  }

  /// The optimizer whose rate is looked for.
  public LearningRateFinder optimizer(Optimizer chosen) {
    optimizer = chosen;
    return this;
  }

  /// The loss, if not the one that suits the data.
  public LearningRateFinder loss(Loss chosen) {
    loss = chosen;
    return this;
  }

  /// Samples of a step.
  public LearningRateFinder batchSize(int samples) {
    batchSize = samples;
    return this;
  }

  /// The first and the last rate.
  public LearningRateFinder range(double lowest, double highest) {
    if (!(lowest > 0 && highest > lowest && highest < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the range of rates must go from above 0 to something larger, got "
              + lowest
              + " to "
              + highest
              + ". Usual is 1e-6 to 10.");
    }
    from = lowest;
    to = highest;
    return this;
  }

  /// How many rates are tried.
  public LearningRateFinder steps(int count) {
    if (count < 10) {
      throw new GradusException(
          "a range test needs at least 10 steps, got " + count + ". Usual is 100.");
    }
    steps = count;
    return this;
  }

  /// What the test found.
  ///
  /// @param rates tried, growing
  /// @param losses of a step at each rate
  /// @param smoothed losses as a running mean
  /// @param suggestion the rate at which the smoothed loss falls fastest; a good first choice
  public record Curve(double[] rates, double[] losses, double[] smoothed, double suggestion) {}

  /// Runs the test.
  ///
  /// @throws GradusException if the loss is not finite from the start, or never falls
  public Curve run() {
    var found = new Watch();
    var trainer =
        model
            .train(data)
            .optimizer(optimizer)
            .batchSize(batchSize)
            .steps(steps)
            .schedule((base, step, epoch) -> rate(step))
            .callback(found);
    if (loss != null) {
      trainer.loss(loss);
    }
    var kept = new Kept(model);
    try {
      trainer.run();
    } catch (NumericException e) {
      if (found.losses.size() < 10) {
        throw e;
      }
    } finally {
      kept.putBack();
    }
    return found.curve();
  }

  private double rate(long step) {
    return from * Math.pow(to / from, (double) step / (steps - 1));
  }

  /// Collects losses and stops when they explode.
  private static final class Watch implements Callback {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> smoothed = new ArrayList<>();
    private double mean;
    private double lowest = Double.POSITIVE_INFINITY;

    @Override
    public boolean comparesWeights() {
      return false;
    }

    @Override
    public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
      rates.add(step.learningRate());
      losses.add(step.loss());
      mean = SMOOTHING * mean + (1 - SMOOTHING) * step.loss();
      double value = mean / (1 - Math.pow(SMOOTHING, losses.size()));
      smoothed.add(value);
      lowest = Math.min(lowest, value);
      if (losses.size() > 10 && value > EXPLODED * lowest) {
        run.stop("the loss explodes at the learning rate " + step.learningRate());
      }
    }

    Curve curve() {
      // the first means rest on few steps, and their ups and downs are noise
      int near = Math.max(2, smoothed.size() / 20);
      int best = steepest(Math.max(near, smoothed.size() / 10), lowestAt() + 1, near);
      if (best == 0) {
        best = steepest(2, smoothed.size(), 2);
      }
      if (best == 0) {
        throw new GradusException(
            "the loss does not fall at any learning rate from "
                + rates.getFirst()
                + " to "
                + rates.getLast()
                + ". Try another range or more steps, and see whether the model can overfit a few"
                + " samples.");
      }
      return new Curve(array(rates), array(losses), array(smoothed), rates.get(best));
    }

    /// Where the loss falls most from `near` steps before to `near` steps after; 0 if nowhere.
    private int steepest(int from, int to, int near) {
      int best = 0;
      double steepest = 0;
      for (int i = from; i < Math.min(to, smoothed.size() - near); i++) {
        double slope = smoothed.get(i + near) - smoothed.get(i - near);
        if (slope < steepest) {
          steepest = slope;
          best = i;
        }
      }
      return best;
    }

    /// Behind it the rates are too high, even where the loss falls once more.
    private int lowestAt() {
      int at = 0;
      for (int i = 1; i < smoothed.size(); i++) {
        at = smoothed.get(i) < smoothed.get(at) ? i : at;
      }
      return at;
    }

    private static double[] array(List<Double> list) {
      return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
