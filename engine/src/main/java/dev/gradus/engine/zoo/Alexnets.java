package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.localResponseNorm;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.MaxPool2d;
import java.util.ArrayList;
import java.util.List;

/// AlexNet and what was made of it. Source: Krizhevsky, Sutskever, Hinton, "ImageNet classification
/// with deep convolutional neural networks", NIPS 2012; Zeiler, Fergus, "Visualizing and
/// understanding convolutional networks", ECCV 2014.
///
/// Order as in the paper: convolution, ReLU, normalisation, pooling. Caffe's CaffeNet pools first.
/// Windows of 3x3 with a step of 2 overlap.
public final class Alexnets {
  private static final int CLASSES = 1000;

  private Alexnets() {}

  /// For 227x227 pixels, with the paper's two groups (its two graphics cards) in the second, fourth
  /// and fifth convolution: 60,965,224 parameters. The paper says 224, but only 227 gives 55x55
  /// maps.
  public static Model alexnet() {
    return alexnet(2).named("alexnet");
  }

  /// The same without groups: 62,378,344 parameters.
  public static Model ungrouped() {
    return alexnet(1).named("alexnet-ungrouped");
  }

  private static Model alexnet(int groups) {
    var layers =
        new ArrayList<LayerSpec>(
            List.of(
                conv2d(96, 11).stride(4),
                relu(),
                localResponseNorm(),
                overlapping(),
                conv2d(256, 5).padding(2).groups(groups),
                relu(),
                localResponseNorm(),
                overlapping()));
    layers.addAll(lastConvolutions(groups));
    layers.add(overlapping());
    layers.addAll(head(4096, CLASSES));
    return Model.sequential(Shape.of(3, 227, 227), layers.toArray(LayerSpec[]::new));
  }

  /// ZFNet for 224x224 pixels: AlexNet with first filters of 7x7 with a step of 2, so that less is
  /// lost at once; maps of 110x110, no groups, normalisation after pooling; 62,357,608 parameters.
  public static Model zfnet() {
    var layers =
        new ArrayList<LayerSpec>(
            List.of(
                conv2d(96, 7).stride(2).padding(1),
                relu(),
                overlapping().ceilMode(),
                localResponseNorm(),
                conv2d(256, 5).stride(2),
                relu(),
                overlapping().ceilMode(),
                localResponseNorm()));
    layers.addAll(lastConvolutions(1));
    layers.add(overlapping());
    layers.addAll(head(4096, CLASSES));
    return Model.sequential(Shape.of(3, 224, 224), layers.toArray(LayerSpec[]::new)).named("zfnet");
  }

  /// Small enough to be trained here, for 32x32 pixels and ten classes.
  public static Model mini() {
    var layers =
        new ArrayList<LayerSpec>(
            List.of(
                conv2d(32, 5).padding(2),
                relu(),
                localResponseNorm(),
                overlapping(),
                conv2d(64, 5).padding(2).groups(2),
                relu(),
                localResponseNorm(),
                overlapping(),
                conv2d(96, 3).padding(1),
                relu(),
                conv2d(64, 3).padding(1).groups(2),
                relu(),
                overlapping()));
    layers.addAll(head(256, 10));
    return Model.sequential(Shape.of(3, 32, 32), layers.toArray(LayerSpec[]::new))
        .named("alexnet-mini");
  }

  private static List<LayerSpec> lastConvolutions(int groups) {
    return List.of(
        conv2d(384, 3).padding(1),
        relu(),
        conv2d(384, 3).padding(1).groups(groups),
        relu(),
        conv2d(256, 3).padding(1).groups(groups),
        relu());
  }

  private static List<LayerSpec> head(int units, int classes) {
    return List.of(
        flatten(),
        dropout(0.5),
        dense(units),
        relu(),
        dropout(0.5),
        dense(units),
        relu(),
        dense(classes));
  }

  private static MaxPool2d overlapping() {
    return maxPool2d(3).stride(2);
  }
}
