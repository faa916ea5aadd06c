package dev.gradus.engine.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Conv2d;
import org.junit.jupiter.api.Test;

/// What the texts say about convolutional layers.
class ConvolutionBookTest {
  private static Tensor random(long seed, int... dims) {
    return Context.seeded(seed).call(() -> Tensor.randn(dims));
  }

  /// A model of one convolution with random biases too.
  private static Model convolution(Conv2d spec, int... input) {
    var model = Model.sequential(Shape.of(input), spec).seed(5);
    var bias = model.layer("conv2d_1").parameter("bias");
    bias.set(random(6, bias.size()).toArray());
    return model;
  }

  @Test
  @Covers("B01")
  void aWindowOfFiveMoves23TimesOver28Pixels() {
    var model = convolution(new Conv2d(1, 5), 1, 28, 28);
    assertEquals(Shape.of(1, 24, 24), model.outputShape());
    assertEquals(576, model.outputShape().size());
    model.layer("conv2d_1").parameter("bias").set(0);
    model.layer("conv2d_1").parameter("weight").set(new float[25]);
    // a weight in the first and in the last corner reads the first and the last pixel of a window
    var corners = new float[25];
    corners[0] = 1;
    corners[24] = 100;
    model.layer("conv2d_1").parameter("weight").set(corners);
    var pixels = Tensor.arange(784).reshape(1, 1, 28, 28);
    var y = model.predict(pixels);
    assertEquals(0 + 100 * (4 * 28 + 4), y.get(0, 0, 0, 0));
    assertEquals(23 * 28 + 23 + 100 * 783, y.get(0, 0, 23, 23));
    assertEquals(7 * 28 + 11 + 100 * (11 * 28 + 15), y.get(0, 0, 7, 11));
  }

  @Test
  @Covers("B02")
  void aStrideOfTwoHalvesTheMap() {
    var half = convolution(new Conv2d(1, 5).stride(2), 1, 28, 28);
    assertEquals(Shape.of(1, 12, 12), half.outputShape());
    var whole = convolution(new Conv2d(1, 5), 1, 28, 28);
    var x = random(1, 1, 1, 28, 28);
    var every = whole.predict(x);
    var second = half.predict(x);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        assertEquals(every.get(0, 0, 2 * i, 2 * j), second.get(0, 0, i, j), 1e-5f);
      }
    }
    assertEquals(
        Shape.of(1, 12, 24), convolution(new Conv2d(1, 5).stride(2, 1), 1, 28, 28).outputShape());
  }

  @Test
  @Covers("B03")
  void zerosAroundTheImageKeepItsSize() {
    assertEquals(
        Shape.of(1, 28, 28), convolution(new Conv2d(1, 5).padding(2), 1, 28, 28).outputShape());
    assertEquals(
        Shape.of(1, 28, 28), convolution(new Conv2d(1, 5).same(), 1, 28, 28).outputShape());
    assertEquals(Shape.of(1, 24, 24), convolution(new Conv2d(1, 5), 1, 28, 28).outputShape());
    var model = convolution(new Conv2d(1, 3).padding(1), 1, 3, 3);
    model.layer("conv2d_1").parameter("weight").set(1, 2, 3, 4, 5, 6, 7, 8, 9);
    model.layer("conv2d_1").parameter("bias").set(0.5f);
    var y = model.predict(Tensor.arange(9).reshape(1, 1, 3, 3));
    // only the lower right 2x2 of the kernel lies on the image: 5 0 + 6 1 + 8 3 + 9 4
    assertEquals(66.5f, y.get(0, 0, 0, 0));
  }

  @Test
  @Covers("B04")
  void aFeatureMapFromLoops() {
    int size = 12;
    var model = convolution(new Conv2d(1, 5), 1, size, size).sigmoid();
    var image = random(2, 1, 1, size, size);
    var y = model.predict(image);
    var w = model.layer("conv2d_1").parameter("weight");
    float b = model.layer("conv2d_1").parameter("bias").item();
    for (int j = 0; j <= size - 5; j++) {
      for (int k = 0; k <= size - 5; k++) {
        double z = b;
        for (int l = 0; l < 5; l++) {
          for (int m = 0; m < 5; m++) {
            z += (double) w.get(0, 0, l, m) * image.get(0, 0, j + l, k + m);
          }
        }
        assertEquals(1 / (1 + Math.exp(-z)), y.get(0, 0, j, k), 1e-5);
      }
    }
  }

  @Test
  @Covers("B06")
  void aFilterSpansAllChannels() {
    var model = convolution(new Conv2d(1, 3), 3, 8, 8);
    assertEquals(28, model.summary().totalParameters());
    var x = random(3, 1, 3, 8, 8);
    var w = model.layer("conv2d_1").parameter("weight");
    float b = model.layer("conv2d_1").parameter("bias").item();
    var sum = Tensor.zeros(6, 6).add(b);
    for (int c = 0; c < 3; c++) {
      var image = x.narrow(1, c, c + 1).reshape(8, 8);
      sum = sum.add(image.crossCorrelate(w.narrow(1, c, c + 1).reshape(3, 3)));
    }
    assertArrayEquals(sum.toArray(), model.predict(x).toArray(), 1e-5f);
    assertEquals(5 * 5 * 3 + 1, Model.input(3, 9, 9).conv2d(1, 5).summary().totalParameters());
    assertEquals(512 * 9 + 1, Model.input(512, 7, 7).conv2d(1, 3).summary().totalParameters());
  }

  @Test
  @Covers("B07")
  void everyFilterGivesAMap() {
    assertEquals(Shape.of(3, 24, 24), Model.input(1, 28, 28).conv2d(3, 5).outputShape());
    assertEquals(Shape.of(20, 24, 24), Model.input(1, 28, 28).conv2d(20, 5).outputShape());
    var three = convolution(new Conv2d(3, 5), 1, 28, 28);
    var x = random(4, 1, 1, 28, 28);
    var maps = three.predict(x);
    for (int f = 0; f < 3; f++) {
      var w = three.layer("conv2d_1").parameter("weight").narrow(0, f, f + 1).reshape(5, 5);
      var map = x.reshape(28, 28).crossCorrelate(w);
      float b = three.layer("conv2d_1").parameter("bias").get(f);
      assertArrayEquals(map.add(b).toArray(), maps.narrow(1, f, f + 1).flatten().toArray(), 1e-5f);
    }
  }

  @Test
  @Covers("B09")
  void sharedWeightsAreFew() {
    long map = Model.input(1, 28, 28).conv2d(1, 5).summary().totalParameters();
    long maps = Model.input(1, 28, 28).conv2d(20, 5).summary().totalParameters();
    long full = Model.input(784).dense(30).summary().totalParameters();
    assertEquals(26, map);
    assertEquals(520, maps);
    assertEquals(23_550, full);
    assertEquals(45.3, (double) full / maps, 0.05);
    // not like for like: 20 maps are 11,520 units, not 30
    assertEquals(11_520, Model.input(1, 28, 28).conv2d(20, 5).outputShape().size());
  }

  @Test
  @Covers("B19")
  void aKernelAsLargeAsTheMapIsAFullConnection() {
    var conv = convolution(new Conv2d(120, 5), 16, 5, 5);
    var dense = Model.input(16, 5, 5).flatten().dense(120);
    assertEquals(48_120, conv.summary().totalParameters());
    assertEquals(48_120, dense.summary().totalParameters());
    // [filters, 400] to [400, units] and back
    var filters = conv.layer("conv2d_1").parameter("weight");
    var bias = conv.layer("conv2d_1").parameter("bias").toArray();
    dense.parameters().values();
    var weight = dense.layer("dense_1").parameter("weight");
    weight.set(filters.reshape(120, 400).transpose().toArray());
    dense.layer("dense_1").parameter("bias").set(bias);
    var x = random(7, 4, 16, 5, 5);
    assertArrayEquals(dense.predict(x).toArray(), conv.predict(x).flatten().toArray(), 1e-5f);
    assertArrayEquals(filters.toArray(), weight.transpose().toArray());
  }

  @Test
  @Covers("B20")
  void aOneByOneConvolutionIsADenseLayerAtEveryPixel() {
    var conv = convolution(new Conv2d(32, 1), 64, 56, 56);
    assertEquals(Shape.of(32, 56, 56), conv.outputShape());
    assertEquals(2_080, conv.summary().totalParameters());
    var x = random(8, 1, 64, 56, 56);
    var w = conv.layer("conv2d_1").parameter("weight").reshape(32, 64).transpose();
    var pixels = x.toChannelsLast().reshape(56 * 56, 64);
    var dense = pixels.linear(w, conv.layer("conv2d_1").parameter("bias"));
    var images = dense.reshape(1, 56, 56, 32).toChannelsFirst();
    assertArrayEquals(images.toArray(), conv.predict(x).toArray(), 1e-5f);
  }

  @Test
  @Covers("B34")
  void theMapShiftsWithTheImage() {
    var model = convolution(new Conv2d(2, 5), 1, 28, 28);
    // a pattern that stays away from the borders
    var x = new float[784];
    var shifted = new float[784];
    var noise = random(9, 100).toArray();
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        x[(i + 8) * 28 + j + 8] = noise[i * 10 + j];
        shifted[(i + 10) * 28 + j + 9] = noise[i * 10 + j];
      }
    }
    var a = model.predict(Tensor.of(Shape.of(1, 1, 28, 28), x));
    var b = model.predict(Tensor.of(Shape.of(1, 1, 28, 28), shifted));
    for (int f = 0; f < 2; f++) {
      for (int i = 0; i < 22; i++) {
        for (int j = 0; j < 23; j++) {
          assertEquals(a.get(0, f, i, j), b.get(0, f, i + 2, j + 1), 1e-5f);
        }
      }
    }
  }

  @Test
  @Covers("B34")
  void poolingForgetsSmallShifts() {
    var x = new float[784];
    var shifted = new float[784];
    for (int i = 8; i < 20; i += 2) {
      x[i * 28 + 12] = 1 + i;
      shifted[i * 28 + 13] = 1 + i;
    }
    var a = Tensor.of(Shape.of(1, 1, 28, 28), x);
    var b = Tensor.of(Shape.of(1, 1, 28, 28), shifted);
    int before = changed(a, b);
    int after = changed(a.maxPool2d(2), b.maxPool2d(2));
    assertEquals(12, before);
    assertEquals(0, after);
    var noise = random(10, 1, 1, 28, 29);
    var left = noise.narrow(3, 0, 28);
    var right = noise.narrow(3, 1, 29);
    assertTrue(
        changed(left.maxPool2d(2), right.maxPool2d(2)) < changed(left, right) / 4,
        "pooling changes fewer values");
  }

  private static int changed(Tensor a, Tensor b) {
    var x = a.toArray();
    var y = b.toArray();
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      count += x[i] == y[i] ? 0 : 1;
    }
    return count;
  }
}
