package dev.gradus.engine.backend;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The convolution and pooling kernels over strides, padding, dilation, groups and odd sizes.
final class ConvolutionContractTest {

  /// Batch, channels, height, width, filters, kernel height and width, stride, padding (top,
  /// bottom, left, right), dilation, groups.
  private static final int[][] CONVOLUTIONS = {
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {2, 1, 28, 28, 6, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1},
    {3, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {2, 16, 5, 5, 33, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {2, 3, 17, 19, 5, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {1, 7, 9, 35, 9, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {2, 5, 7, 9, 3, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1},
    {2, 3, 15, 17, 8, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1},
    {1, 3, 23, 23, 7, 7, 7, 3, 2, 3, 3, 3, 3, 1, 1, 1},
    {2, 2, 13, 11, 4, 3, 3, 1, 1, 2, 2, 2, 2, 2, 2, 1},
    {1, 2, 12, 20, 3, 2, 4, 2, 1, 0, 1, 3, 0, 3, 2, 1},
    {2, 4, 9, 9, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2},
    {2, 5, 8, 10, 5, 3, 3, 2, 1, 1, 1, 1, 1, 1, 1, 5},
    {1, 6, 10, 7, 9, 3, 2, 1, 2, 1, 0, 0, 1, 2, 1, 3},
    {1, 1, 4, 5, 2, 3, 3, 1, 1, 0, 2, 1, 0, 1, 1, 1},
    {0, 3, 8, 8, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {5, 17, 6, 6, 19, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {2, 2, 3, 3, 2, 2, 2, 5, 5, 4, 4, 4, 4, 1, 1, 1},
    {1, 32, 16, 16, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {3, 16, 9, 7, 21, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {2, 33, 12, 10, 40, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {2, 18, 8, 6, 16, 3, 3, 1, 1, 2, 1, 0, 2, 1, 1, 1},
    {1, 16, 5, 4, 17, 3, 3, 1, 1, 4, 0, 3, 1, 1, 1, 1},
    {1, 300, 4, 5, 24, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {9, 24, 6, 6, 80, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    // enough images to be the lanes of vectors
    {32, 2, 9, 8, 20, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {24, 3, 7, 9, 9, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {50, 4, 6, 5, 6, 3, 3, 2, 1, 1, 0, 2, 1, 1, 1, 1},
    {30, 5, 7, 9, 13, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1},
    {28, 3, 5, 6, 4, 1, 1, 2, 2, 1, 2, 3, 0, 1, 1, 1},
    {28, 2, 9, 8, 5, 3, 2, 1, 2, 1, 0, 0, 1, 2, 2, 1},
    {25, 70, 5, 4, 10, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {24, 14, 6, 5, 36, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1},
    {31, 2, 3, 3, 2, 2, 2, 5, 5, 4, 4, 4, 4, 1, 1, 1},
    {26, 1, 4, 5, 2, 3, 3, 1, 1, 0, 2, 1, 0, 1, 1, 1},
    {64, 1, 12, 11, 4, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1},
    {3, 16, 9, 18, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {33, 32, 3, 5, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {2, 16, 6, 37, 48, 2, 3, 1, 1, 0, 2, 1, 0, 1, 1, 1},
    {1, 32, 7, 4, 16, 4, 3, 1, 1, 2, 2, 2, 2, 2, 1, 1},
    {9, 16, 32, 33, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {1, 32, 41, 29, 16, 3, 3, 1, 1, 0, 2, 2, 1, 1, 1, 1},
    {1, 16, 30, 37, 48, 2, 3, 1, 1, 0, 1, 0, 0, 2, 1, 1},
  };

  private static ConvGeometry geometry(int... a) {
    return new ConvGeometry(
        a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13],
        a[14], a[15]);
  }

  @TestFactory
  Stream<DynamicTest> convolution() {
    var c = new BackendContract();
    for (var attributes : CONVOLUTIONS) {
      var g = geometry(attributes);
      long window = (long) g.inChannels() / g.groups() * g.kernelHeight() * g.kernelWidth();
      for (var f : Activation.values()) {
        c.add("conv2d " + f + " " + g, window, (b, m) -> forward(b, m, g, f, true));
      }
      c.add("without bias " + g, window, (b, m) -> forward(b, m, g, Activation.IDENTITY, false));
      c.accumulating("backward data " + g, window, (b, m, add) -> data(b, m, g, add));
      long positions = (long) g.batch() * g.outHeight() * g.outWidth();
      c.accumulating("backward filter " + g, positions, (b, m, add) -> filter(b, m, g, add));
    }
    return c.tests();
  }

  private static List<Slice> forward(
      Backend b, Arena m, ConvGeometry g, Activation f, boolean bias) {
    var x = m.randomInput(g.inputSize());
    var w = m.randomWeights(g.weightSize(), g.weightSize() / g.outChannels());
    var y = m.target(g.outputSize());
    b.conv2d(g, x, w, bias ? m.randomInput(g.outChannels()) : null, f, y);
    return List.of(y);
  }

  private static List<Slice> data(Backend b, Arena m, ConvGeometry g, boolean add) {
    var dy = m.randomInput(g.outputSize());
    var w = m.randomInput(g.weightSize());
    var dx = m.target(g.inputSize(), add);
    b.conv2dBackwardData(g, dy, w, dx, add);
    return List.of(dx);
  }

  private static List<Slice> filter(Backend b, Arena m, ConvGeometry g, boolean add) {
    var x = m.randomInput(g.inputSize());
    var dy = m.randomInput(g.outputSize());
    var dw = m.target(g.weightSize(), add);
    b.conv2dBackwardFilter(g, x, dy, dw, add);
    return List.of(dw);
  }

  /// Batch, channels, height, width, window, stride, padding, output.
  private static final int[][] POOLINGS = {
    {2, 3, 4, 6, 2, 2, 2, 2, 0, 0, 2, 3},
    {1, 5, 28, 28, 2, 2, 2, 2, 0, 0, 14, 14},
    {1, 2, 33, 65, 2, 2, 2, 2, 0, 0, 16, 32},
    {2, 3, 13, 17, 3, 3, 2, 2, 0, 0, 6, 8},
    {2, 3, 13, 17, 3, 3, 2, 2, 1, 1, 7, 9},
    {1, 2, 7, 5, 2, 2, 2, 2, 0, 0, 4, 3},
    {1, 1, 5, 6, 2, 3, 1, 2, 1, 1, 6, 3},
    {1, 1, 9, 9, 2, 2, 3, 3, 0, 0, 3, 3},
    {2, 3, 7, 7, 7, 7, 7, 7, 0, 0, 1, 1},
    {0, 3, 4, 4, 2, 2, 2, 2, 0, 0, 2, 2},
    {1, 2, 1, 19, 1, 3, 1, 1, 0, 1, 1, 19},
    {64, 6, 14, 14, 2, 2, 2, 2, 0, 0, 7, 7},
  };

  private static PoolGeometry pool(int... a) {
    return new PoolGeometry(
        a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]);
  }

  @TestFactory
  Stream<DynamicTest> pooling() {
    var c = new BackendContract();
    for (var attributes : POOLINGS) {
      var g = pool(attributes);
      for (boolean ties : new boolean[] {false, true}) {
        c.accumulating(
            "max " + g + (ties ? " with ties and NaN" : ""),
            1,
            (b, m, add) -> max(b, m, g, ties, add));
      }
      for (boolean count : new boolean[] {false, true}) {
        c.accumulating(
            "average " + g + (count ? ", padding counts" : ""),
            (long) g.kernelHeight() * g.kernelWidth(),
            (b, m, add) -> average(b, m, g, count, add));
      }
    }
    return c.tests();
  }

  private static List<Slice> max(Backend b, Arena m, PoolGeometry g, boolean ties, boolean add) {
    var image = m.randoms(g.inputSize());
    for (int i = 0; ties && i < image.length; i++) {
      image[i] = i % 23 == 5 ? Double.NaN : Math.rint(image[i]);
      image[i] = i % 29 < 6 ? Double.NEGATIVE_INFINITY : image[i];
    }
    var x = m.slice(image);
    var y = m.target(g.outputSize());
    var winners = m.target(g.outputSize());
    b.maxPool(g, x, y, winners);
    var alone = m.target(g.outputSize());
    b.maxPool(g, x, alone, null);
    var dx = m.target(g.inputSize(), add);
    b.maxPoolBackward(g, winners, m.randomInput(g.outputSize()), dx, add);
    return List.of(y, winners, alone, dx);
  }

  private static List<Slice> average(
      Backend b, Arena m, PoolGeometry g, boolean count, boolean add) {
    var y = m.target(g.outputSize());
    b.averagePool(g, count, m.randomInput(g.inputSize()), y);
    var dx = m.target(g.inputSize(), add);
    b.averagePoolBackward(g, count, m.randomInput(g.outputSize()), dx, add);
    return List.of(y, dx);
  }
}
