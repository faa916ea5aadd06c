package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.ConvGeometry;
import dev.gradus.engine.backend.PoolGeometry;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.WindowKernels;

/// [WindowKernels] as plain loops in double.
public final class WindowReference implements WindowKernels {

  @Override
  public void lpPool(PoolGeometry g, double power, Slice x, Slice y) {
    Pooling.norm(g, power, Numbers.of(x), Numbers.of(y));
  }

  @Override
  public void lpPoolBackward(
      PoolGeometry g, double power, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate) {
    Pooling.normBackward(
        g, power, Numbers.of(x), Numbers.of(y), Numbers.of(dy), Numbers.of(dx), accumulate);
  }

  /// Called for every weight and image: where the weight, its pixel and its output are.
  private interface Visitor {
    void visit(int weight, int pixel, int output);
  }

  private static void visit(ConvGeometry g, Visitor visitor) {
    int positions = g.outHeight() * g.outWidth();
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        for (int i = 0; i < g.outHeight(); i++) {
          for (int j = 0; j < g.outWidth(); j++) {
            int place = i * g.outWidth() + j;
            int output = (b * g.outChannels() + o) * positions + place;
            window(
                g, b, o, i, j, (w, pixel) -> visitor.visit(w * positions + place, pixel, output));
          }
        }
      }
    }
  }

  /// Called for every weight of a filter that sees a pixel.
  private interface Taps {
    void visit(int weight, int pixel);
  }

  private static void window(ConvGeometry g, int b, int o, int i, int j, Taps taps) {
    for (int c = 0; c < g.inChannels(); c++) {
      for (int k = 0; k < g.kernelHeight(); k++) {
        for (int l = 0; l < g.kernelWidth(); l++) {
          int row = i * g.strideHeight() + k * g.dilationHeight() - g.padTop();
          int column = j * g.strideWidth() + l * g.dilationWidth() - g.padLeft();
          if (row >= 0 && row < g.inHeight() && column >= 0 && column < g.inWidth()) {
            taps.visit(
                ((o * g.inChannels() + c) * g.kernelHeight() + k) * g.kernelWidth() + l,
                ((b * g.inChannels() + c) * g.inHeight() + row) * g.inWidth() + column);
          }
        }
      }
    }
  }

  @Override
  public void localConv2d(ConvGeometry g, Slice x, Slice w, Slice bias, Slice y) {
    var pixels = Numbers.of(x);
    var weights = Numbers.of(w);
    var start = Numbers.of(bias);
    var sums = new double[g.outputSize()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = start.get(i % start.length());
    }
    visit(g, (weight, pixel, output) -> sums[output] += weights.get(weight) * pixels.get(pixel));
    Numbers.of(y).put(sums, false);
  }

  @Override
  public void localConv2dBackwardData(
      ConvGeometry g, Slice dy, Slice w, Slice dx, boolean accumulate) {
    var gradient = Numbers.of(dy);
    var weights = Numbers.of(w);
    var sums = new double[g.inputSize()];
    visit(g, (weight, pixel, output) -> sums[pixel] += weights.get(weight) * gradient.get(output));
    Numbers.of(dx).put(sums, accumulate);
  }

  @Override
  public void localConv2dBackwardFilter(
      ConvGeometry g, Slice x, Slice dy, Slice dw, boolean accumulate) {
    var pixels = Numbers.of(x);
    var gradient = Numbers.of(dy);
    var sums = new double[dw.length()];
    visit(g, (weight, pixel, output) -> sums[weight] += pixels.get(pixel) * gradient.get(output));
    Numbers.of(dw).put(sums, accumulate);
  }
}
