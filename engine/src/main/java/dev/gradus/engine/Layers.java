package dev.gradus.engine;

import dev.gradus.engine.layer.AvgPool2d;
import dev.gradus.engine.layer.Bidirectional;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.Dense;
import dev.gradus.engine.layer.Dropout;
import dev.gradus.engine.layer.Flatten;
import dev.gradus.engine.layer.Gru;
import dev.gradus.engine.layer.LastStep;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Lstm;
import dev.gradus.engine.layer.Masking;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.layer.Recurrent;
import dev.gradus.engine.layer.Relu;
import dev.gradus.engine.layer.RepeatVector;
import dev.gradus.engine.layer.Sigmoid;
import dev.gradus.engine.layer.SimpleRnn;
import dev.gradus.engine.layer.Softmax;
import dev.gradus.engine.layer.Tanh;
import dev.gradus.engine.layer.TimeDistributed;

/// The layers by their short names, for static import. [FluentLayers] has a method for each.
public final class Layers {
  private Layers() {}

  /// Convolution with square filters; see [Conv2d].
  public static Conv2d conv2d(int filters, int kernel) {
    return new Conv2d(filters, kernel);
  }

  /// Every output joined to every input; see [Dense].
  public static Dense dense(int units) {
    return new Dense(units);
  }

  /// Largest number of every window; see [MaxPool2d].
  public static MaxPool2d maxPool2d(int size) {
    return new MaxPool2d(size);
  }

  /// Mean of every window; see [AvgPool2d].
  public static AvgPool2d avgPool2d(int size) {
    return new AvgPool2d(size);
  }

  /// One row of features of every sample; see [Flatten].
  public static Flatten flatten() {
    return new Flatten();
  }

  /// Drops numbers in training; see [Dropout].
  public static Dropout dropout(double rate) {
    return new Dropout(rate);
  }

  /// max(0, x); see [Relu].
  public static Relu relu() {
    return new Relu();
  }

  /// Hyperbolic tangent; see [Tanh].
  public static Tanh tanh() {
    return new Tanh();
  }

  /// 1 / (1 + e^-x); see [Sigmoid].
  public static Sigmoid sigmoid() {
    return new Sigmoid();
  }

  /// Probabilities from scores; see [Softmax].
  public static Softmax softmax() {
    return new Softmax();
  }

  /// Simple recurrent network; see [SimpleRnn].
  public static SimpleRnn simpleRnn(int units) {
    return new SimpleRnn(units);
  }

  /// Long short-term memory; see [Lstm].
  public static Lstm lstm(int units) {
    return new Lstm(units);
  }

  /// Gated recurrent unit; see [Gru].
  public static Gru gru(int units) {
    return new Gru(units);
  }

  /// A recurrent layer in both directions, results side by side; see [Bidirectional].
  public static Bidirectional bidirectional(Recurrent<?> layer) {
    return new Bidirectional(layer);
  }

  /// A layer at every step of a sequence; see [TimeDistributed].
  public static TimeDistributed timeDistributed(LayerSpec layer) {
    return new TimeDistributed(layer);
  }

  /// The same features at every step; see [RepeatVector].
  public static RepeatVector repeatVector(int steps) {
    return new RepeatVector(steps);
  }

  /// The last step of a sequence; see [LastStep].
  public static LastStep lastStep() {
    return new LastStep();
  }

  /// Marks steps that are padding; see [Masking].
  public static Masking masking(double padding) {
    return new Masking(padding);
  }
}
