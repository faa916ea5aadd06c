package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.globalAvgPool2d;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/// ResNet: blocks that learn what to add to their input. Source: He, Zhang, Ren, Sun, "Deep
/// residual learning for image recognition", CVPR 2016, table 1 and section 4.2.
///
/// Convolutions have no bias, since batch normalisation follows. Shortcuts are projections where
/// the shape changes (option B). In bottlenecks the 3x3 convolution has the step of 2, as in
/// PyTorch; in the paper the first 1x1 has it.
///
/// Errors: GradusException for less than 1 or more than 1,000 blocks of each size.
public final class Resnets {
  private static final int MOST = 1000;

  private static final int[] FILTERS = {64, 128, 256, 512};
  private static final int WIDENING = 4;

  private Resnets() {}

  /// 18 layers for 224x224 pixels: 11,689,512 parameters.
  public static Model resnet18() {
    return resnet(false, 2, 2, 2, 2).named("resnet18");
  }

  /// 34 layers: 21,797,672 parameters.
  public static Model resnet34() {
    return resnet(false, 3, 4, 6, 3).named("resnet34");
  }

  /// 50 layers in bottlenecks: 25,557,032 parameters.
  public static Model resnet50() {
    return resnet(true, 3, 4, 6, 3).named("resnet50");
  }

  private static Model resnet(boolean bottlenecks, int... depths) {
    var layers =
        new ArrayList<LayerSpec>(
            List.of(
                conv2d(64, 7).stride(2).padding(3).withoutBias(),
                batchNorm(),
                relu(),
                maxPool2d(3).stride(2).padding(1)));
    int channels = 64;
    for (int stage = 0; stage < depths.length; stage++) {
      for (int i = 0; i < depths[stage]; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        int filters = FILTERS[stage];
        layers.add(
            bottlenecks ? bottleneck(channels, filters, stride) : basic(channels, filters, stride));
        channels = bottlenecks ? WIDENING * filters : filters;
      }
    }
    layers.add(globalAvgPool2d());
    layers.add(dense(1000));
    return Model.sequential(Shape.of(3, 224, 224), layers.toArray(LayerSpec[]::new));
  }

  /// Two 3x3 convolutions and a way around them.
  ///
  /// @param channels maps of the input
  /// @param filters maps of the result
  /// @param stride step of the first convolution
  public static LayerSpec basic(int channels, int filters, int stride) {
    return around(channels, filters, stride, body(filters, stride));
  }

  /// A 1x1 convolution that makes the maps fewer, one of 3x3, one of 1x1 that makes them four times
  /// as many, and a way around them.
  ///
  /// @param channels maps of the input
  /// @param filters maps of the 3x3 convolution
  /// @param stride its step
  public static LayerSpec bottleneck(int channels, int filters, int stride) {
    int wide = WIDENING * filters;
    return around(
        channels,
        wide,
        stride,
        conv(filters, 1, 1),
        batchNorm(),
        relu(),
        conv(filters, 3, stride),
        batchNorm(),
        relu(),
        conv(wide, 1, 1),
        batchNorm());
  }

  private static LayerSpec around(int channels, int filters, int stride, LayerSpec... body) {
    var block = residual(body).activation(relu());
    return channels == filters && stride == 1
        ? block
        : block.shortcut(conv(filters, 1, stride), batchNorm());
  }

  private static LayerSpec[] body(int filters, int stride) {
    return new LayerSpec[] {
      conv(filters, 3, stride), batchNorm(), relu(), conv(filters, 3, 1), batchNorm()
    };
  }

  private static Conv2d conv(int filters, int kernel, int stride) {
    return conv2d(filters, kernel).stride(stride).padding(kernel / 2).withoutBias();
  }

  /// 20 layers for 32x32 pixels and ten classes.
  public static Model resnet20() {
    return small(3, true).named("resnet20");
  }

  /// The paper's networks for CIFAR-10: 6n + 2 layers of 16, 32 and 64 maps.
  ///
  /// @param n blocks of each size, 1 to 1,000
  /// @param shortcuts whether there is a way around each block; without, the same layers in a row,
  ///   which the paper calls plain
  public static Model small(int n, boolean shortcuts) {
    if (n < 1 || n > MOST) {
      throw new GradusException(
          "a ResNet needs 1 to "
              + MOST
              + " blocks of each size, got "
              + n
              + ". The paper has 3 to 18, and 200.");
    }
    var layers = new ArrayList<LayerSpec>(List.of(conv(16, 3, 1), batchNorm(), relu()));
    int channels = 16;
    for (int filters : new int[] {16, 32, 64}) {
      for (int i = 0; i < n; i++) {
        int stride = filters > 16 && i == 0 ? 2 : 1;
        layers.add(
            shortcuts
                ? basic(channels, filters, stride)
                : sequential(sequential(body(filters, stride)), relu()));
        channels = filters;
      }
    }
    layers.add(globalAvgPool2d());
    layers.add(dense(10));
    int depth = 6 * n + 2;
    return Model.sequential(Shape.of(3, 32, 32), layers.toArray(LayerSpec[]::new))
        .named((shortcuts ? "resnet" : "plain") + depth);
  }
}
