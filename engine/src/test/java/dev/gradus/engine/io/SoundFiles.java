package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv1d;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.embedding;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.globalAvgPool2d;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.layerNorm;
import static dev.gradus.engine.Layers.leakyRelu;
import static dev.gradus.engine.Layers.localResponseNorm;
import static dev.gradus.engine.Layers.locallyConnected2d;
import static dev.gradus.engine.Layers.lpPool2d;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.maxPool1d;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.maxout;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.repeat;
import static dev.gradus.engine.Layers.repeatVector;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.shared;
import static dev.gradus.engine.Layers.simpleRnn;
import static dev.gradus.engine.Layers.spatialDropout;
import static dev.gradus.engine.Layers.standardize;
import static dev.gradus.engine.Layers.tanh;
import static dev.gradus.engine.Layers.timeDistributed;

import dev.gradus.engine.Constraints;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Standardizer;
import dev.gradus.engine.layer.Attention;
import dev.gradus.engine.layer.FromState;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.train.EarlyStopping;
import dev.gradus.engine.train.Rings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Small files with many kinds of layers and settings in them, to be spoilt.
final class SoundFiles {
  private SoundFiles() {}

  /// A chain of image layers with initializers, penalties and constraints.
  static Model images() {
    return Model.sequential(
        Shape.of(1, 8, 8),
        standardize(new Standardizer(List.of(0.5), List.of(0.25))),
        conv2d(2, 3).padding(1).initializer(Initializer.uniform(0.5)).named("first"),
        batchNorm(),
        relu(),
        localResponseNorm(),
        spatialDropout(0.1),
        repeat(2, conv2d(2, 3).same(), leakyRelu()),
        residual(conv2d(2, 3).same(), relu()).activation(relu()),
        concat(conv2d(1, 1), lpPool2d(3).stride(1).padding(1)),
        maxPool2d(2).stride(2),
        locallyConnected2d(2, 2),
        flatten(),
        maxout(4, 2),
        dense(3).initializer(Initializer.orthogonal()).regularized(Regularizers.l2(0.01)),
        dropout(0.5),
        dense(3).constrained(Constraints.maxNorm(2)));
  }

  /// A chain of recurrent layers.
  static Model sequences() {
    return Model.sequential(
        Shape.of(5),
        embedding(7, 3),
        bidirectional(lstm(2).returnSequences()),
        layerNorm(),
        gru(3).returnSequences(),
        timeDistributed(dense(2)),
        simpleRnn(2),
        repeatVector(4),
        conv1d(2, 1),
        maxPool1d(2),
        flatten(),
        dense(2));
  }

  /// Two inputs, an attention, a start from another layer's state, a shared layer.
  static Model graph() {
    var source = Wire.input("source", 4, 3);
    var target = Wire.input("target", 4, 3);
    var twice = shared(dense(3).named("twice"));
    var read = source.then(twice).then(lstm(2).returnSequences());
    var written =
        Wire.join(
            new FromState(gru(2).returnSequences()),
            target.then(twice),
            source.then(gru(2).named("reader")));
    return Model.of(
        List.of(source, target),
        List.of(
            Wire.join(Attention.additive(3), written, read).then(tanh()).named("looked"),
            source.then(twice).named("seen")));
  }

  /// A convolution with two branches of different pooling.
  static Model branches() {
    var image = Wire.input("image", 2, 6, 6);
    var seen = image.then(conv2d(3, 3)).then(relu());
    return Model.of(
        Wire.add(
            seen.then(globalAvgPool2d()).then(dense(4)).named("mean"),
            seen.then(flatten()).then(dense(4))));
  }

  static void model(Path path, Model model) {
    ModelFile.write(
        path,
        model,
        Map.of("state", NamedArray.ofLongs("", Shape.of(2), 1, 2)),
        Map.of("classes", "[\"a\",\"b\",\"c\"]"));
  }

  /// A run of two epochs and a half, with everything that a run keeps.
  static void training(Path path) {
    var net = points();
    trained(net).run();
    TrainingFile.write(path, net, net.trainingState().orElseThrow());
  }

  static Model points() {
    return Model.input(2).dense(2).relu().dense(2).seed(1);
  }

  /// The run as it is described again to go on with it.
  static dev.gradus.engine.train.Trainer trained(Model net) {
    return net.train(Rings.points(8, 1))
        .optimizer(Optimizers.adam(0.01))
        .batchSize(4)
        .validation(Rings.points(6, 2))
        .metrics(Metrics.f1(), Metrics.topK(1))
        .callback(new EarlyStopping(3, 0, "validation loss"))
        .steps(5);
  }
}
