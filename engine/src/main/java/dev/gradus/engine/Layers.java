package dev.gradus.engine;

import dev.gradus.engine.layer.AvgPool2d;
import dev.gradus.engine.layer.BatchNorm;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.Dense;
import dev.gradus.engine.layer.Dropout;
import dev.gradus.engine.layer.Embedding;
import dev.gradus.engine.layer.Flatten;
import dev.gradus.engine.layer.LayerNorm;
import dev.gradus.engine.layer.LocalResponseNorm;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.layer.Relu;
import dev.gradus.engine.layer.Sigmoid;
import dev.gradus.engine.layer.Softmax;
import dev.gradus.engine.layer.Tanh;

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

  /// Normalises every channel over the batch; see [BatchNorm].
  public static BatchNorm batchNorm() {
    return new BatchNorm();
  }

  /// Normalises every sample over its last dimension; see [LayerNorm].
  public static LayerNorm layerNorm() {
    return new LayerNorm();
  }

  /// Divides by a power of the squares in neighbouring channels, with AlexNet's numbers; see
  /// [LocalResponseNorm].
  public static LocalResponseNorm localResponseNorm() {
    return new LocalResponseNorm();
  }

  /// The same with other numbers; alpha multiplies the sum over n channels.
  public static LocalResponseNorm localResponseNorm(int n, double k, double alpha, double beta) {
    return new LocalResponseNorm(n, k, alpha, beta);
  }

  /// A row of numbers for every word; see [Embedding].
  public static Embedding embedding(int vocabulary, int dimensions) {
    return new Embedding(vocabulary, dimensions);
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
}
