package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.globalAvgPool2d;
import static dev.gradus.engine.Layers.localResponseNorm;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sequential;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Branches;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.layer.Sequential;

/// GoogLeNet: filters of several sizes side by side, with 1x1 convolutions that make the maps few
/// before the large filters. Source: Szegedy et al., "Going deeper with convolutions", CVPR 2015,
/// table 1.
public final class GoogLeNet {
  private GoogLeNet() {}

  /// For 224x224 pixels, with biases, without batch normalisation (which is younger) and without
  /// the two auxiliary classifiers, which are used in training only: 6,998,552 parameters.
  public static Model googlenet() {
    return Model.sequential(
            Shape.of(3, 224, 224),
            conv2d(64, 7).stride(2).padding(3),
            relu(),
            halving(),
            localResponseNorm(),
            conv2d(64, 1),
            relu(),
            conv2d(192, 3).padding(1),
            relu(),
            localResponseNorm(),
            halving(),
            module3a(),
            inception(128, 128, 192, 32, 96, 64).named("3b"),
            halving(),
            inception(192, 96, 208, 16, 48, 64).named("4a"),
            inception(160, 112, 224, 24, 64, 64).named("4b"),
            inception(128, 128, 256, 24, 64, 64).named("4c"),
            inception(112, 144, 288, 32, 64, 64).named("4d"),
            inception(256, 160, 320, 32, 128, 128).named("4e"),
            halving(),
            inception(256, 160, 320, 32, 128, 128).named("5a"),
            inception(384, 192, 384, 48, 128, 128).named("5b"),
            globalAvgPool2d(),
            dropout(0.4),
            dense(1000))
        .named("googlenet");
  }

  /// The first module, for [192, 28, 28].
  public static LayerSpec module3a() {
    return inception(64, 96, 128, 16, 32, 32).named("3a");
  }

  /// An Inception module: four branches that keep the size, side by side.
  ///
  /// @param ones 1x1 filters
  /// @param reduce3 1x1 filters before those of 3x3
  /// @param threes 3x3 filters
  /// @param reduce5 1x1 filters before those of 5x5
  /// @param fives 5x5 filters
  /// @param project 1x1 filters after the max-pooling
  public static Branches inception(
      int ones, int reduce3, int threes, int reduce5, int fives, int project) {
    return concat(
        conv(ones, 1),
        sequential(conv(reduce3, 1), conv(threes, 3)),
        sequential(conv(reduce5, 1), conv(fives, 5)),
        sequential(keeping(), conv(project, 1)));
  }

  /// The module before the 1x1 convolutions were put in: its depth grows by that of its input every
  /// time, and the large filters see all of it.
  ///
  /// @param ones 1x1 filters
  /// @param threes 3x3 filters
  /// @param fives 5x5 filters
  public static Branches naive(int ones, int threes, int fives) {
    return concat(conv(ones, 1), conv(threes, 3), conv(fives, 5), keeping());
  }

  /// Small enough to be trained here, for 32x32 pixels and ten classes.
  public static Model mini() {
    return Model.sequential(
            Shape.of(3, 32, 32),
            conv2d(32, 3).padding(1),
            relu(),
            halving(),
            inception(16, 16, 32, 8, 8, 8),
            inception(24, 24, 48, 8, 12, 12),
            halving(),
            inception(48, 32, 64, 8, 16, 16),
            globalAvgPool2d(),
            dropout(0.2),
            dense(10))
        .named("googlenet-mini");
  }

  private static Sequential conv(int filters, int kernel) {
    return sequential(conv2d(filters, kernel).padding(kernel / 2), relu());
  }

  private static MaxPool2d halving() {
    return maxPool2d(3).stride(2).ceilMode();
  }

  private static MaxPool2d keeping() {
    return maxPool2d(3).stride(1).padding(1);
  }
}
