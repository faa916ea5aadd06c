package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.random.Philox;
import java.util.Arrays;

/// How the first values of a parameter are drawn. The factories give records, so that equal
/// settings are equal:
///
/// ```java
/// dense(100).initializer(Initializer.orthogonal())
/// ```
@FunctionalInterface
public interface Initializer {
  /// Fills the values.
  ///
  /// @param shape shape of the parameter; see [Fan] for what its dimensions mean
  void fill(Shape shape, float[] values, Philox random);

  /// All zero: for biases.
  static Initializer zeros() {
    return constant(0);
  }

  /// All one: for scales.
  static Initializer ones() {
    return constant(1);
  }

  /// All the same number.
  static Initializer constant(double value) {
    return new Constant(value);
  }

  /// Normal with mean 0.
  ///
  /// @param std standard deviation
  static Initializer normal(double std) {
    return new Normal(0, std);
  }

  /// Normal.
  static Initializer normal(double mean, double std) {
    return new Normal(mean, std);
  }

  /// Normal with mean 0, drawn anew beyond 2 standard deviations.
  ///
  /// @param std standard deviation before values were cut off; what is left has 0.8796 of it
  static Initializer truncatedNormal(double std) {
    return new TruncatedNormal(0, std);
  }

  /// Normal, drawn anew beyond 2 standard deviations from the mean.
  ///
  /// @param std standard deviation before values were cut off; what is left has 0.8796 of it
  static Initializer truncatedNormal(double mean, double std) {
    return new TruncatedNormal(mean, std);
  }

  /// Uniform in [-limit, limit).
  static Initializer uniform(double limit) {
    return new Uniform(-limit, limit);
  }

  /// Uniform in [low, high).
  static Initializer uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /// See [#heNormal].
  static Initializer he() {
    return heNormal();
  }

  /// He: normal with standard deviation sqrt(2 / fanIn), which keeps the size of signals through
  /// ReLU layers. Not truncated, as in PyTorch's `kaiming_normal_`; Keras' `he_normal` is. Source:
  /// He, Zhang, Ren, Sun, ICCV 2015, section 2.2.
  static Initializer heNormal() {
    return new He(false);
  }

  /// He: uniform within sqrt(6 / fanIn).
  static Initializer heUniform() {
    return new He(true);
  }

  /// See [#glorotUniform].
  static Initializer glorot() {
    return glorotUniform();
  }

  /// Glorot (Xavier): normal with standard deviation sqrt(2 / (fanIn + fanOut)).
  static Initializer glorotNormal() {
    return new Glorot(false);
  }

  /// Glorot (Xavier): uniform within sqrt(6 / (fanIn + fanOut)), for layers without ReLU. Source:
  /// Glorot, Bengio, AISTATS 2010, eq. 16.
  static Initializer glorotUniform() {
    return new Glorot(true);
  }

  /// See [#lecunNormal].
  static Initializer lecun() {
    return lecunNormal();
  }

  /// LeCun: normal with standard deviation sqrt(1 / fanIn). Source: LeCun, Bottou, Orr, Mueller,
  /// "Efficient BackProp", 1998, section 4.6.
  static Initializer lecunNormal() {
    return new LeCun(false);
  }

  /// LeCun: uniform within sqrt(3 / fanIn).
  static Initializer lecunUniform() {
    return new LeCun(true);
  }

  /// See [#orthogonal(double)], with gain 1.
  static Initializer orthogonal() {
    return new Orthogonal(1);
  }

  /// A random orthogonal matrix times a gain: the columns of [rows, columns] are orthonormal, or,
  /// if there are more columns than rows, the rows. More dimensions are taken as [first, rest], as
  /// in PyTorch. Keeps the length of signals: for recurrent layers. Source: Saxe, McClelland,
  /// Ganguli, ICLR 2014.
  ///
  /// @param gain length of a column, sqrt(2) before a ReLU
  static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /// See [#identity(double)], with gain 1: what changes nothing.
  static Initializer identity() {
    return new Identity(1);
  }

  /// What multiplies by a number: a matrix with the gain on its diagonal, or filters [filters,
  /// channels, ...] whose middle passes channel f on to filter f (Dirac).
  static Initializer identity(double gain) {
    return new Identity(gain);
  }

  /// See [#constant].
  ///
  /// w = value, for any shape.
  ///
  /// Errors: none.
  ///
  /// Source: `torch.nn.init.constant_`.
  ///
  /// @param value of every element
  record Constant(double value) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      Arrays.fill(values, (float) value);
    }
  }

  /// See [#normal(double, double)].
  ///
  /// w = mean + std z with z ~ N(0, 1), for any shape.
  ///
  /// Errors: GradusException for a deviation that is negative or infinite.
  ///
  /// Source: `torch.nn.init.normal_`.
  ///
  /// @param mean the centre, 0 by default
  /// @param std the standard deviation, 0 or more
  record Normal(double mean, double std) implements Initializer {
    /// Checks the deviation.
    public Normal {
      checkStd(std);
    }

    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (mean + std * random.nextGaussian());
      }
    }
  }

  private static void checkStd(double std) {
    if (!(std >= 0 && std < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the standard deviation must be a number of at least 0, got " + std + ". Try 0.01.");
    }
  }

  /// See [#truncatedNormal(double, double)].
  ///
  /// w = mean + std z with z ~ N(0, 1), |z| <= 2, for any shape.
  ///
  /// Errors: GradusException for a deviation that is negative or infinite.
  ///
  /// Source: Keras' `TruncatedNormal`.
  ///
  /// @param mean the centre, 0 by default
  /// @param std the standard deviation before the ends are cut off, 0 or more
  record TruncatedNormal(double mean, double std) implements Initializer {
    private static final double EDGE = 2;

    /// Checks the deviation.
    public TruncatedNormal {
      checkStd(std);
    }

    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      for (int i = 0; i < values.length; i++) {
        double z = random.nextGaussian();
        while (Math.abs(z) > EDGE) {
          z = random.nextGaussian();
        }
        values[i] = (float) (mean + std * z);
      }
    }
  }

  /// See [#uniform(double, double)].
  ///
  /// w = low + (high - low) u with u ~ U[0, 1), for any shape.
  ///
  /// Errors: GradusException for limits in the wrong order, NaN or infinitely far apart.
  ///
  /// Source: `torch.nn.init.uniform_`.
  ///
  /// @param low the lower limit
  /// @param high the upper limit, not below the lower one
  record Uniform(double low, double high) implements Initializer {
    /// Checks the range.
    public Uniform {
      if (!(low <= high && high - low < Double.POSITIVE_INFINITY)) {
        throw new GradusException(
            "uniform needs a lower and an upper limit in this order, got "
                + low
                + " and "
                + high
                + ".");
      }
    }

    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (low + (high - low) * random.nextDouble());
      }
    }
  }

  /// Draws with mean 0 and a variance.
  private static void fill(
      double variance, boolean uniform, Shape shape, float[] values, Philox random) {
    if (uniform) {
      uniform(Math.sqrt(3 * variance)).fill(shape, values, random);
    } else {
      normal(Math.sqrt(variance)).fill(shape, values, random);
    }
  }

  /// See [#heNormal] and [#heUniform].
  ///
  /// Variance = 2 / fanIn; [Fan] says what fanIn is for a shape.
  ///
  /// Errors: none.
  ///
  /// Source: He, Zhang, Ren, Sun, ICCV 2015, section 2.2.
  ///
  /// @param uniform whether the numbers are uniform instead of normal; not by default
  record He(boolean uniform) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      Initializer.fill(2.0 / Fan.of(shape).in(), uniform, shape, values, random);
    }
  }

  /// See [#glorotNormal] and [#glorotUniform].
  ///
  /// Variance = 2 / (fanIn + fanOut); [Fan] says what they are for a shape.
  ///
  /// Errors: none.
  ///
  /// Source: Glorot, Bengio, AISTATS 2010, eq. 12 and 16.
  ///
  /// @param uniform whether the numbers are uniform instead of normal; uniform by default
  record Glorot(boolean uniform) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      var fan = Fan.of(shape);
      double both = (double) fan.in() + fan.out();
      Initializer.fill(2 / both, uniform, shape, values, random);
    }
  }

  /// See [#lecunNormal] and [#lecunUniform].
  ///
  /// Variance = 1 / fanIn; [Fan] says what fanIn is for a shape.
  ///
  /// Errors: none.
  ///
  /// Source: LeCun, Bottou, Orr, Mueller, "Efficient BackProp", 1998, section 4.6.
  ///
  /// @param uniform whether the numbers are uniform instead of normal; not by default
  record LeCun(boolean uniform) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      Initializer.fill(1.0 / Fan.of(shape).in(), uniform, shape, values, random);
    }
  }

  /// See [#orthogonal(double)].
  ///
  /// W^T W = gain^2 I for [rows, columns] with rows >= columns, else W W^T = gain^2 I.
  ///
  /// Errors: ShapeException for rank below 2.
  ///
  /// Source: Saxe, McClelland, Ganguli, ICLR 2014; `torch.nn.init.orthogonal_`.
  ///
  /// @param gain the factor, 1 by default
  record Orthogonal(double gain) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      needMatrix("orthogonal", shape, values);
      Orthonormal.fill(shape.dim(0), shape.rest().size(), gain, values, random);
    }
  }

  /// See [#identity(double)].
  ///
  /// W = gain I for [rows, columns]; [filters, channels, ...] as [#identity(double)] says.
  ///
  /// Errors: ShapeException for rank below 2.
  ///
  /// Source: Le, Jaitly, Hinton, arXiv 1504.00941, 2015; `torch.nn.init.eye_` and `dirac_`.
  ///
  /// @param gain the factor, 1 by default
  record Identity(double gain) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      needMatrix("identity", shape, values);
      Arrays.fill(values, 0);
      int columns = shape.dim(1);
      int field = 1;
      int middle = 0;
      for (int d = 2; d < shape.rank(); d++) {
        field *= shape.dim(d);
        middle = middle * shape.dim(d) + shape.dim(d) / 2;
      }
      for (int i = 0; i < Math.min(shape.dim(0), columns) && field > 0; i++) {
        values[(i * columns + i) * field + middle] = (float) gain;
      }
    }
  }

  private static void needMatrix(String name, Shape shape, float[] values) {
    if (shape.rank() < 2 || shape.size() != values.length) {
      throw new ShapeException(
          name
              + " needs a matrix or filters, got "
              + values.length
              + " values for "
              + shape
              + ". Use zeros() for biases, he() for weights that are not shared.");
    }
  }
}
