package dev.gradus.engine;

import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Recurrent;

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
}
