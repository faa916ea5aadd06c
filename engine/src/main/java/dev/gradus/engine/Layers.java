package dev.gradus.engine;

import dev.gradus.engine.data.Standardizer;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.Add;
import dev.gradus.engine.layer.Average;
import dev.gradus.engine.layer.AvgPool1d;
import dev.gradus.engine.layer.AvgPool2d;
import dev.gradus.engine.layer.BatchNorm;
import dev.gradus.engine.layer.Bidirectional;
import dev.gradus.engine.layer.Branches;
import dev.gradus.engine.layer.Concat;
import dev.gradus.engine.layer.Conv1d;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.Dense;
import dev.gradus.engine.layer.Dropout;
import dev.gradus.engine.layer.Elu;
import dev.gradus.engine.layer.Embedding;
import dev.gradus.engine.layer.Flatten;
import dev.gradus.engine.layer.Gelu;
import dev.gradus.engine.layer.GlobalAvgPool2d;
import dev.gradus.engine.layer.GlobalMaxPool2d;
import dev.gradus.engine.layer.Gru;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.Lambda;
import dev.gradus.engine.layer.LastStep;
import dev.gradus.engine.layer.LayerNorm;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.LeakyRelu;
import dev.gradus.engine.layer.LocalResponseNorm;
import dev.gradus.engine.layer.LocallyConnected2d;
import dev.gradus.engine.layer.LogSoftmax;
import dev.gradus.engine.layer.LpPool2d;
import dev.gradus.engine.layer.Lstm;
import dev.gradus.engine.layer.Masking;
import dev.gradus.engine.layer.MaxPool1d;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.layer.Maxout;
import dev.gradus.engine.layer.Multiply;
import dev.gradus.engine.layer.Recurrent;
import dev.gradus.engine.layer.Relu;
import dev.gradus.engine.layer.Repeat;
import dev.gradus.engine.layer.RepeatVector;
import dev.gradus.engine.layer.Residual;
import dev.gradus.engine.layer.Sequential;
import dev.gradus.engine.layer.Shared;
import dev.gradus.engine.layer.Sigmoid;
import dev.gradus.engine.layer.SimpleRnn;
import dev.gradus.engine.layer.Softmax;
import dev.gradus.engine.layer.Softplus;
import dev.gradus.engine.layer.SpatialDropout;
import dev.gradus.engine.layer.Standardize;
import dev.gradus.engine.layer.Tanh;
import dev.gradus.engine.layer.TimeDistributed;
import java.util.function.UnaryOperator;

/// The layers by their short names, for static import. [FluentLayers] has a method for each.
///
/// Errors: a factory refuses settings that no input could make right; what depends on the input's
/// shape is refused when the model is made, with the layer's name.
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

  /// x, or 0.01 x on the left; see [LeakyRelu].
  public static LeakyRelu leakyRelu() {
    return new LeakyRelu();
  }

  /// x, or alpha x on the left; see [LeakyRelu].
  public static LeakyRelu leakyRelu(double alpha) {
    return new LeakyRelu(alpha);
  }

  /// x, or e^x - 1 on the left; see [Elu].
  public static Elu elu() {
    return new Elu();
  }

  /// x, or alpha (e^x - 1) on the left; see [Elu].
  public static Elu elu(double alpha) {
    return new Elu(alpha);
  }

  /// x times the normal distribution function; see [Gelu].
  public static Gelu gelu() {
    return new Gelu();
  }

  /// ln(1 + e^x); see [Softplus].
  public static Softplus softplus() {
    return new Softplus();
  }

  /// Logarithms of probabilities from scores; see [LogSoftmax].
  public static LogSoftmax logSoftmax() {
    return new LogSoftmax();
  }

  /// The largest of several dense outputs; see [Maxout].
  public static Maxout maxout(int units, int pieces) {
    return new Maxout(units, pieces);
  }

  /// Convolution over sequences; see [Conv1d].
  public static Conv1d conv1d(int filters, int kernel) {
    return new Conv1d(filters, kernel);
  }

  /// Convolution whose filters are not shared; see [LocallyConnected2d].
  public static LocallyConnected2d locallyConnected2d(int filters, int kernel) {
    return new LocallyConnected2d(filters, kernel);
  }

  /// Root of the sum of squares of every window; see [LpPool2d].
  public static LpPool2d lpPool2d(int size) {
    return new LpPool2d(size);
  }

  /// Largest number of every window of a sequence; see [MaxPool1d].
  public static MaxPool1d maxPool1d(int size) {
    return new MaxPool1d(size);
  }

  /// Mean of every window of a sequence; see [AvgPool1d].
  public static AvgPool1d avgPool1d(int size) {
    return new AvgPool1d(size);
  }

  /// Mean of every feature map; see [GlobalAvgPool2d].
  public static GlobalAvgPool2d globalAvgPool2d() {
    return new GlobalAvgPool2d();
  }

  /// Largest number of every feature map; see [GlobalMaxPool2d].
  public static GlobalMaxPool2d globalMaxPool2d() {
    return new GlobalMaxPool2d();
  }

  /// Drops whole channels in training; see [SpatialDropout].
  public static SpatialDropout spatialDropout(double rate) {
    return new SpatialDropout(rate);
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
    return new Branches(Given.all("branch", branches), join);
  }

  /// A block several times in a row; see [Repeat].
  public static Repeat repeat(int times, LayerSpec... block) {
    return new Repeat(times, Given.all("layer", block));
  }

  /// A layer from a Java function; see [Lambda].
  public static Lambda lambda(String name, UnaryOperator<Tensor> function) {
    return new Lambda(name, function);
  }

  /// A layer with the same weights wherever it is used; see [Shared].
  public static Shared shared(LayerSpec layer) {
    return new Shared(layer);
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

  /// Inputs brought to mean 0 and deviation 1, as part of the model; see [Standardize].
  public static Standardize standardize(Standardizer by) {
    return new Standardize(by);
  }
}
