package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Interruption;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;

/// An input that a unit of a layer answers to strongly, found by climbing: x starts as weak noise
/// around the middle of its range, and every step adds rate * g / rms(g), where g is the gradient
/// by x of the unit's activation (of a map, of the number in its middle). Neighbouring pixels of g
/// are averaged first, which keeps the picture from turning into grains. x stays in its range, and
/// its distance from the middle is bounded: rms(x - middle) <= contrast * width of the range, over
/// the pixels that the unit sees. Without that bound, which the paper sets too, every pixel ends at
/// one of the two ends of the range.
///
/// ```java
/// var best = ActivationMaximization.of(lenet, "conv2d_2", 3).steps(100).run();
/// best.image()                                // [1, 28, 28]
/// ```
///
/// Source: Erhan, Bengio, Courville, Vincent, "Visualizing Higher-Layer Features of a Deep
/// Network", technical report 1341, University of Montreal, 2009.
public final class ActivationMaximization {
  private final Model model;
  private final BuiltLayer layer;
  private final int unit;
  private int steps = 64;
  private double rate = 0.05;
  private int smoothing = 1;
  private double contrast = 0.2;
  private long seed;
  private double least;
  private double most = 1;

  /// What was found.
  ///
  /// @param layer name of the layer
  /// @param unit number of the map or neuron
  /// @param image the input, of the model's input shape
  /// @param activations before every step and after the last
  public record Result(String layer, int unit, Tensor image, List<Double> activations) {
    /// Copies the list.
    public Result {
      activations = List.copyOf(activations);
    }

    /// The activation at the end.
    public double activation() {
      return activations.getLast();
    }
  }

  private ActivationMaximization(Model model, BuiltLayer layer, int unit) {
    this.model = model;
    this.layer = layer;
    this.unit = unit;
    this.seed = Context.current().seed();
  }

  /// For a unit of a layer.
  ///
  /// @param unit number of a map of [channels, rows, columns], or of a neuron
  /// @throws GradusException if there is no such layer or unit
  public static ActivationMaximization of(Model model, String layerName, int unit) {
    Given.one("the model", model);
    Given.one("the layer name", layerName);
    var layer = model.layer(layerName);
    int units = layer.output().rank() == 0 ? 1 : layer.output().dim(0);
    if (layer.output().rank() != 1 && layer.output().rank() != 3) {
      throw new GradusException(
          layerName
              + " gives "
              + layer.output()
              + ": only maps [channels, rows, columns] and neurons [units] can be looked for.");
    }
    if (unit < 0 || unit >= units) {
      throw new GradusException(
          layerName
              + " has no unit "
              + unit
              + ": it has "
              + units
              + " (0 to "
              + (units - 1)
              + ").");
    }
    return new ActivationMaximization(model, layer, unit);
  }

  /// The number of steps, 64 by default.
  ///
  /// @throws GradusException if it is below 1
  public ActivationMaximization steps(int number) {
    if (number < 1) {
      throw new GradusException("climbing needs at least 1 step, got " + number + ".");
    }
    steps = number;
    return this;
  }

  /// How far a step goes on average, 0.05 by default.
  ///
  /// @throws GradusException if it is not above 0
  public ActivationMaximization rate(double size) {
    if (!(size > 0)) {
      throw new GradusException("a step must be larger than 0, got " + size + ".");
    }
    rate = size;
    return this;
  }

  /// How often neighbouring pixels of a step are averaged, 1 by default; 0 for never.
  ///
  /// @throws GradusException if it is negative
  public ActivationMaximization smoothing(int times) {
    if (times < 0) {
      throw new GradusException("smoothing cannot be negative, got " + times + ".");
    }
    smoothing = times;
    return this;
  }

  /// How far from the middle of the range the pixels are at most, as the root of their mean square
  /// and a share of the range, 0.2 by default; 0.5 for no bound but the range.
  ///
  /// @throws GradusException if it is not above 0 and at most 0.5
  public ActivationMaximization contrast(double share) {
    if (!(share > 0 && share <= 0.5)) {
      throw new GradusException("the contrast is above 0 and at most 0.5, got " + share + ".");
    }
    contrast = share;
    return this;
  }

  /// The range that the input stays in, 0 to 1 by default.
  ///
  /// @throws GradusException if low is not below high
  public ActivationMaximization range(double low, double high) {
    if (!(low < high)) {
      throw new GradusException(
          "the range must go from a number to a larger one, got " + low + " to " + high + ".");
    }
    least = low;
    most = high;
    return this;
  }

  /// The seed of the first input; that of the context by default.
  public ActivationMaximization seed(long number) {
    seed = number;
    return this;
  }

  /// Climbs.
  public Result run() {
    return Views.looking(model, _ -> climb());
  }

  private Result climb() {
    var shape = model.inputShape();
    var x = start(shape.size());
    var seen = new boolean[x.length];
    var activations = new ArrayList<Double>();
    for (int s = 0; s < steps; s++) {
      Interruption.check();
      var sample = Views.single(model, Tensor.of(shape, x.clone()));
      var activation = activation(sample);
      activations.add((double) activation.item());
      activation.backward();
      step(x, seen, shape, sample.grad().toArray());
    }
    activations.add((double) activation(Views.single(model, Tensor.of(shape, x))).item());
    return new Result(layer.name(), unit, Tensor.of(shape, x), activations);
  }

  private float[] start(int size) {
    var random = new Philox(Philox.key(seed, 0x4143544dL, unit), 0);
    var x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) ((least + most) / 2 + 0.05 * (most - least) * random.nextGaussian());
    }
    return x;
  }

  private Tensor activation(Tensor sample) {
    var result = model.forward(sample, layer.name()).narrow(1, unit, unit + 1);
    if (layer.output().rank() == 3) {
      int row = row(layer);
      int column = column(layer);
      result = result.narrow(2, row, row + 1).narrow(3, column, column + 1);
    }
    return result.sum();
  }

  /// The row of the number of a map that is climbed: the middle one.
  public static int row(BuiltLayer layer) {
    return layer.output().dim(1) / 2;
  }

  /// The column of that number.
  public static int column(BuiltLayer layer) {
    return layer.output().dim(2) / 2;
  }

  private void step(float[] x, boolean[] seen, Shape shape, float[] gradient) {
    var g = gradient;
    boolean image = shape.rank() == 2 || shape.rank() == 3;
    for (int k = 0; image && k < smoothing; k++) {
      g = smooth(g, shape.dim(-2), shape.dim(-1));
    }
    double squares = 0;
    for (float v : g) {
      squares += (double) v * v;
    }
    double rms = Math.sqrt(squares / g.length);
    for (int i = 0; rms > 0 && i < x.length; i++) {
      x[i] += (float) (rate * (most - least) * g[i] / rms);
      seen[i] |= g[i] != 0;
    }
    bound(x, seen);
  }

  /// Draws the pixels that the unit sees towards the middle if they are too far from it, and all
  /// pixels into the range.
  private void bound(float[] x, boolean[] seen) {
    double middle = (least + most) / 2;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      squares += seen[i] ? (x[i] - middle) * (x[i] - middle) : 0;
      count += seen[i] ? 1 : 0;
    }
    double far = count == 0 ? 0 : Math.sqrt(squares / count) / (most - least);
    double keep = contrast < 0.5 && far > contrast ? contrast / far : 1;
    for (int i = 0; i < x.length; i++) {
      double v = seen[i] ? middle + keep * (x[i] - middle) : x[i];
      x[i] = (float) Math.clamp(v, least, most);
    }
  }

  /// Every pixel as the mean of the 3x3 around it that lie in the picture.
  private static float[] smooth(float[] planes, int height, int width) {
    var out = new float[planes.length];
    int size = height * width;
    for (int i = 0; i < planes.length; i++) {
      int row = i % size / width;
      int column = i % width;
      double sum = 0;
      int count = 0;
      for (int r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
        for (int c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
          sum += planes[i - i % size + r * width + c];
          count++;
        }
      }
      out[i] = (float) (sum / count);
    }
    return out;
  }
}
