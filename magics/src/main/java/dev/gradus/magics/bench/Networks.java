package dev.gradus.magics.bench;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.embedding;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.globalAvgPool2d;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Layers.tanh;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/// The networks that are measured.
final class Networks {
  /// Words of the language models.
  static final int WORDS = 10_000;

  /// Letters of the letter models.
  static final int LETTERS = 65;

  /// Steps of the letter models.
  static final int LETTER_STEPS = 50;

  private Networks() {}

  /// 784-100-10 with sigmoids.
  static Model small() {
    return Model.sequential(Shape.of(784), dense(100), sigmoid(), dense(10));
  }

  /// 784-512-512-10 with rectifiers.
  static Model wide() {
    return Model.sequential(Shape.of(784), dense(512), relu(), dense(512), relu(), dense(10));
  }

  /// LeNet-5 with max pooling.
  static Model lenet() {
    return Model.sequential(
        Shape.of(1, 32, 32),
        conv2d(6, 5),
        tanh(),
        maxPool2d(2),
        conv2d(16, 5),
        tanh(),
        maxPool2d(2),
        conv2d(120, 5),
        tanh(),
        flatten(),
        dense(84),
        tanh(),
        dense(10));
  }

  /// The last network of chapter 6 of Nielsen, "Neural networks and deep learning".
  static Model chapter6() {
    return Model.sequential(
        Shape.of(1, 28, 28),
        conv2d(20, 5),
        relu(),
        maxPool2d(2),
        conv2d(40, 5),
        relu(),
        maxPool2d(2),
        flatten(),
        dense(1000),
        relu(),
        dropout(0.5),
        dense(1000),
        relu(),
        dropout(0.5),
        dense(10));
  }

  /// Pairs of 3x3 convolutions with 64, 128 and 256 channels, normalised.
  static Model vgg() {
    List<LayerSpec> layers = new ArrayList<>();
    for (int channels : List.of(64, 128, 256)) {
      for (int i = 0; i < 2; i++) {
        layers.addAll(List.of(conv2d(channels, 3).same(), batchNorm(), relu()));
      }
      layers.add(maxPool2d(2));
    }
    layers.addAll(List.of(flatten(), dense(10)));
    return Model.sequential(Shape.of(3, 32, 32), layers.toArray(LayerSpec[]::new));
  }

  /// ResNet-20 for 32x32 images, projections where the size changes.
  static Model resnet20() {
    List<LayerSpec> layers =
        new ArrayList<>(List.of(conv2d(16, 3).same().withoutBias(), batchNorm(), relu()));
    int before = 16;
    for (int channels : List.of(16, 32, 64)) {
      for (int i = 0; i < 3; i++) {
        layers.add(block(channels, before == channels ? 1 : 2, before != channels));
        before = channels;
      }
    }
    layers.addAll(List.of(globalAvgPool2d(), flatten(), dense(10)));
    return Model.sequential(Shape.of(3, 32, 32), layers.toArray(LayerSpec[]::new));
  }

  private static LayerSpec block(int channels, int stride, boolean projected) {
    var body =
        residual(
            conv2d(channels, 3).padding(1).stride(stride).withoutBias(),
            batchNorm(),
            relu(),
            conv2d(channels, 3).padding(1).withoutBias(),
            batchNorm());
    var block =
        projected
            ? body.shortcut(
                sequential(conv2d(channels, 1).stride(stride).withoutBias(), batchNorm()))
            : body;
    return block.activation(relu());
  }

  /// A language model of words with two LSTMs that carry their state on.
  static Model words(int units, int steps, double dropped) {
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(embedding(WORDS, units));
    for (int i = 0; i < 2; i++) {
      if (dropped > 0) {
        layers.add(dropout(dropped));
      }
      layers.add(lstm(units).returnSequences().stateful());
    }
    if (dropped > 0) {
      layers.add(dropout(dropped));
    }
    layers.add(dense(WORDS));
    return Model.sequential(Shape.of(steps), layers.toArray(LayerSpec[]::new));
  }

  /// A model of letters with an LSTM.
  static Model letterLstm() {
    return letters(lstm(128).returnSequences());
  }

  /// A model of letters with a GRU, with two biases as PyTorch and Keras have it.
  static Model letterGru() {
    return letters(gru(128).withRecurrentBias().returnSequences());
  }

  private static Model letters(LayerSpec recurrent) {
    return Model.sequential(Shape.of(LETTER_STEPS, LETTERS), recurrent, dense(LETTERS));
  }
}
