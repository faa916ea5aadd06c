package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;

/// How the first values of a parameter are drawn.
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

  /// All the same number.
  static Initializer constant(double value) {
    return new Constant(value);
  }

  /// Normal with mean 0.
  ///
  /// @param std standard deviation
  static Initializer normal(double std) {
    return new Normal(std);
  }

  /// Uniform in [-limit, limit).
  static Initializer uniform(double limit) {
    return new Uniform(limit);
  }

  /// He: normal with standard deviation sqrt(2 / fanIn), which keeps the size of signals through
  /// ReLU layers. Source: He, Zhang, Ren, Sun, ICCV 2015, eq. 10.
  static Initializer he() {
    return new He();
  }

  /// Glorot (Xavier): uniform within sqrt(6 / (fanIn + fanOut)), for layers without ReLU. Source:
  /// Glorot, Bengio, AISTATS 2010, eq. 16.
  static Initializer glorot() {
    return new Glorot();
  }

  /// LeCun: normal with standard deviation sqrt(1 / fanIn). Source: LeCun, Bottou, Orr, Mueller,
  /// "Efficient BackProp", 1998, section 4.6.
  static Initializer lecun() {
    return new LeCun();
  }

  /// See [#constant].
  record Constant(double value) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      java.util.Arrays.fill(values, (float) value);
    }
  }

  /// See [#normal].
  record Normal(double std) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (std * random.nextGaussian());
      }
    }
  }

  /// See [#uniform].
  record Uniform(double limit) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (limit * (2 * random.nextDouble() - 1));
      }
    }
  }

  /// See [#he].
  record He() implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      new Normal(Math.sqrt(2.0 / Fan.of(shape).in())).fill(shape, values, random);
    }
  }

  /// See [#glorot].
  record Glorot() implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      var fan = Fan.of(shape);
      new Uniform(Math.sqrt(6.0 / (fan.in() + fan.out()))).fill(shape, values, random);
    }
  }

  /// See [#lecun].
  record LeCun() implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      new Normal(Math.sqrt(1.0 / Fan.of(shape).in())).fill(shape, values, random);
    }
  }
}
