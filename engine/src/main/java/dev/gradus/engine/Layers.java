package dev.gradus.engine;

import dev.gradus.engine.layer.Add;
import dev.gradus.engine.layer.Average;
import dev.gradus.engine.layer.AvgPool2d;
import dev.gradus.engine.layer.Branches;
import dev.gradus.engine.layer.Concat;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.Dense;
import dev.gradus.engine.layer.Dropout;
import dev.gradus.engine.layer.Flatten;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.Lambda;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.layer.Multiply;
import dev.gradus.engine.layer.Relu;
import dev.gradus.engine.layer.Repeat;
import dev.gradus.engine.layer.Residual;
import dev.gradus.engine.layer.Sequential;
import dev.gradus.engine.layer.Shared;
import dev.gradus.engine.layer.Sigmoid;
import dev.gradus.engine.layer.Softmax;
import dev.gradus.engine.layer.Tanh;
import java.util.List;
import java.util.function.UnaryOperator;

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

  /// Layers one after the other as one layer; see [Sequential].
  public static Sequential sequential(LayerSpec... layers) {
    return Sequential.of(layers);
  }

  /// A body and a way around it, added; see [Residual].
  public static Residual residual(LayerSpec... body) {
    return Residual.of(body);
  }

  /// Branches of the same input, joined along the channels; see [Branches].
  public static Branches concat(LayerSpec... branches) {
    return parallel(new Concat(), branches);
  }

  /// Branches of the same input, added; see [Branches].
  public static Branches add(LayerSpec... branches) {
    return parallel(new Add(), branches);
  }

  /// Branches of the same input, multiplied; see [Branches].
  public static Branches multiply(LayerSpec... branches) {
    return parallel(new Multiply(), branches);
  }

  /// Branches of the same input, averaged; see [Branches].
  public static Branches average(LayerSpec... branches) {
    return parallel(new Average(), branches);
  }

  /// Branches of the same input, joined in any way; see [Branches].
  public static Branches parallel(JoinSpec join, LayerSpec... branches) {
    return new Branches(List.of(branches), join);
  }

  /// A block several times in a row; see [Repeat].
  public static Repeat repeat(int times, LayerSpec... block) {
    return new Repeat(times, List.of(block));
  }

  /// A layer from a Java function; see [Lambda].
  public static Lambda lambda(String name, UnaryOperator<Tensor> function) {
    return new Lambda(name, function);
  }

  /// A layer with the same weights wherever it is used; see [Shared].
  public static Shared shared(LayerSpec layer) {
    return new Shared(layer);
  }
}
