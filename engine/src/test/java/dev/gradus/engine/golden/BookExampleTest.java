package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.UnaryFunction;
import dev.gradus.engine.op.Binary;
import dev.gradus.engine.op.Convolution2d;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.OpRun;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Unary;
import dev.gradus.engine.op.Windows;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Back-propagation through the smallest convolutional net: a 3x3 image, a 2x2 kernel with bias, z;
/// s = sigmoid(0.1 z); the maximum of s. The gradients are those of the pooled value. By hand: the
/// winner is the last pixel, so dz = 0.1 s (1 - s) there, dw = dz times the image under it, db =
/// dz.
final class BookExampleTest {
  private static final Shape IMAGE = Shape.of(1, 1, 3, 3);
  private static final Shape MAP = Shape.of(1, 1, 2, 2);
  private static final Shape SINGLE = Shape.of();
  private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final double[] W = {0.1, -0.2, 0.3, 0.4};
  private static final double[] B = {0.05};
  private static final Op CONVOLUTION = Convolution2d.of(Padding.valid());
  private static final Op SCALE = new Binary(BinaryFunction.MULTIPLY);
  private static final Op SIGMOID = new Unary(UnaryFunction.SIGMOID);
  private static final Op POOL = new MaxPooling2d(Windows.of(2));

  static Stream<Backend> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @Covers("B16")
  @MethodSource("backends")
  void forwardAndBackward(Backend backend) {
    var conv =
        new OpRun(
            backend,
            CONVOLUTION,
            List.of(IMAGE, Shape.of(1, 1, 2, 2), Shape.of(1)),
            new double[][] {X, W, B});
    var z = conv.forward();
    assertArrayEquals(new double[] {2.95, 3.55, 4.75, 5.35}, z, 1e-5);

    var scale = new OpRun(backend, SCALE, List.of(MAP, SINGLE), new double[][] {z, {0.1}});
    var squash = new OpRun(backend, SIGMOID, List.of(MAP), new double[][] {scale.forward()});
    var pool = new OpRun(backend, POOL, List.of(MAP), new double[][] {squash.forward()});
    assertEquals(0.630649, pool.forward()[0], 1e-5);

    var ds = pool.backward(new double[] {1}, new boolean[] {true}, null).gradient(0);
    var dScaled = squash.backward(ds, new boolean[] {true}, null).gradient(0);
    var dz = scale.backward(dScaled, new boolean[] {true, false}, null).gradient(0);
    var result = conv.backward(dz, new boolean[] {true, true, true}, null);
    assertArrayEquals(
        new double[] {0.116470, 0.139760, 0.186340, 0.209640}, result.gradient(1), 1e-5);
    assertArrayEquals(
        new double[] {0.116465, 0.139759, 0.186345, 0.209638}, result.gradient(1), 1e-6);
    assertArrayEquals(new double[] {0.0232931}, result.gradient(2), 1e-6);
    double d = result.gradient(2)[0];
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 0.1 * d, -0.2 * d, 0, 0.3 * d, 0.4 * d},
        result.gradient(0),
        1e-7);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theFusedActivationGivesTheSame(Backend backend) {
    var fused =
        new OpRun(
            backend,
            Convolution2d.of(Padding.valid()).withActivation(Activation.SIGMOID),
            List.of(IMAGE, Shape.of(1, 1, 2, 2), Shape.of(1)),
            new double[][] {X, {0.01, -0.02, 0.03, 0.04}, {0.005}});
    var result = fused.backward(new double[] {0, 0, 0, 1}, new boolean[] {true, true, true}, null);
    assertEquals(0.630649, result.output()[3], 1e-5);
    assertArrayEquals(new double[] {0.232931}, result.gradient(2), 1e-5);
  }
}
