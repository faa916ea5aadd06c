package dev.gradus.engine;

import dev.gradus.engine.data.Standardizer;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Recurrent;
import java.util.function.UnaryOperator;

/// The layers as methods that add one: a method for every factory of [Layers], with the same
/// parameters (a test holds them to that). [#then] takes any layer, also one of your own.
///
/// @param <M> what adding a layer gives
public abstract class FluentLayers<M> {
  FluentLayers() {}

  /// Adds a layer.
  public abstract M then(LayerSpec layer);

  /// See [Layers#conv2d].
  public M conv2d(int filters, int kernel) {
    return then(Layers.conv2d(filters, kernel));
  }

  /// See [Layers#dense].
  public M dense(int units) {
    return then(Layers.dense(units));
  }

  /// See [Layers#maxPool2d].
  public M maxPool2d(int size) {
    return then(Layers.maxPool2d(size));
  }

  /// See [Layers#avgPool2d].
  public M avgPool2d(int size) {
    return then(Layers.avgPool2d(size));
  }

  /// See [Layers#flatten].
  public M flatten() {
    return then(Layers.flatten());
  }

  /// See [Layers#dropout].
  public M dropout(double rate) {
    return then(Layers.dropout(rate));
  }

  /// See [Layers#batchNorm].
  public M batchNorm() {
    return then(Layers.batchNorm());
  }

  /// See [Layers#layerNorm].
  public M layerNorm() {
    return then(Layers.layerNorm());
  }

  /// See [Layers#localResponseNorm()].
  public M localResponseNorm() {
    return then(Layers.localResponseNorm());
  }

  /// See [Layers#localResponseNorm(int, double, double, double)].
  public M localResponseNorm(int n, double k, double alpha, double beta) {
    return then(Layers.localResponseNorm(n, k, alpha, beta));
  }

  /// See [Layers#embedding].
  public M embedding(int vocabulary, int dimensions) {
    return then(Layers.embedding(vocabulary, dimensions));
  }

  /// See [Layers#relu].
  public M relu() {
    return then(Layers.relu());
  }

  /// See [Layers#tanh].
  public M tanh() {
    return then(Layers.tanh());
  }

  /// See [Layers#sigmoid].
  public M sigmoid() {
    return then(Layers.sigmoid());
  }

  /// See [Layers#softmax].
  public M softmax() {
    return then(Layers.softmax());
  }

  /// See [Layers#leakyRelu].
  public M leakyRelu() {
    return then(Layers.leakyRelu());
  }

  /// See [Layers#leakyRelu].
  public M leakyRelu(double alpha) {
    return then(Layers.leakyRelu(alpha));
  }

  /// See [Layers#elu].
  public M elu() {
    return then(Layers.elu());
  }

  /// See [Layers#elu].
  public M elu(double alpha) {
    return then(Layers.elu(alpha));
  }

  /// See [Layers#gelu].
  public M gelu() {
    return then(Layers.gelu());
  }

  /// See [Layers#softplus].
  public M softplus() {
    return then(Layers.softplus());
  }

  /// See [Layers#logSoftmax].
  public M logSoftmax() {
    return then(Layers.logSoftmax());
  }

  /// See [Layers#maxout].
  public M maxout(int units, int pieces) {
    return then(Layers.maxout(units, pieces));
  }

  /// See [Layers#conv1d].
  public M conv1d(int filters, int kernel) {
    return then(Layers.conv1d(filters, kernel));
  }

  /// See [Layers#locallyConnected2d].
  public M locallyConnected2d(int filters, int kernel) {
    return then(Layers.locallyConnected2d(filters, kernel));
  }

  /// See [Layers#lpPool2d].
  public M lpPool2d(int size) {
    return then(Layers.lpPool2d(size));
  }

  /// See [Layers#maxPool1d].
  public M maxPool1d(int size) {
    return then(Layers.maxPool1d(size));
  }

  /// See [Layers#avgPool1d].
  public M avgPool1d(int size) {
    return then(Layers.avgPool1d(size));
  }

  /// See [Layers#globalAvgPool2d].
  public M globalAvgPool2d() {
    return then(Layers.globalAvgPool2d());
  }

  /// See [Layers#globalMaxPool2d].
  public M globalMaxPool2d() {
    return then(Layers.globalMaxPool2d());
  }

  /// See [Layers#spatialDropout].
  public M spatialDropout(double rate) {
    return then(Layers.spatialDropout(rate));
  }

  /// See [Layers#sequential].
  public M sequential(LayerSpec... layers) {
    return then(Layers.sequential(layers));
  }

  /// See [Layers#residual].
  public M residual(LayerSpec... body) {
    return then(Layers.residual(body));
  }

  /// See [Layers#concat].
  public M concat(LayerSpec... branches) {
    return then(Layers.concat(branches));
  }

  /// See [Layers#add].
  public M add(LayerSpec... branches) {
    return then(Layers.add(branches));
  }

  /// See [Layers#multiply].
  public M multiply(LayerSpec... branches) {
    return then(Layers.multiply(branches));
  }

  /// See [Layers#average].
  public M average(LayerSpec... branches) {
    return then(Layers.average(branches));
  }

  /// See [Layers#parallel].
  public M parallel(JoinSpec join, LayerSpec... branches) {
    return then(Layers.parallel(join, branches));
  }

  /// See [Layers#repeat].
  public M repeat(int times, LayerSpec... block) {
    return then(Layers.repeat(times, block));
  }

  /// See [Layers#lambda].
  public M lambda(String name, UnaryOperator<Tensor> function) {
    return then(Layers.lambda(name, function));
  }

  /// See [Layers#shared].
  public M shared(LayerSpec layer) {
    return then(Layers.shared(layer));
  }

  /// See [Layers#simpleRnn].
  public M simpleRnn(int units) {
    return then(Layers.simpleRnn(units));
  }

  /// See [Layers#lstm].
  public M lstm(int units) {
    return then(Layers.lstm(units));
  }

  /// See [Layers#gru].
  public M gru(int units) {
    return then(Layers.gru(units));
  }

  /// See [Layers#bidirectional].
  public M bidirectional(Recurrent<?> layer) {
    return then(Layers.bidirectional(layer));
  }

  /// See [Layers#timeDistributed].
  public M timeDistributed(LayerSpec layer) {
    return then(Layers.timeDistributed(layer));
  }

  /// See [Layers#repeatVector].
  public M repeatVector(int steps) {
    return then(Layers.repeatVector(steps));
  }

  /// See [Layers#lastStep].
  public M lastStep() {
    return then(Layers.lastStep());
  }

  /// See [Layers#masking].
  public M masking(double padding) {
    return then(Layers.masking(padding));
  }

  /// See [Layers#standardize(Standardizer)].
  public M standardize(Standardizer by) {
    return then(Layers.standardize(by));
  }
}
