package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import org.junit.jupiter.api.Test;

/// What is special about the reference; its kernels are tested in the contract tests, against
/// definitions, numeric gradients and golden values.
final class ScalarBackendTest {
  private final ScalarBackend backend = new ScalarBackend();

  @Test
  void computesInDouble() {
    var m = new Arena(backend, 1);
    var y = m.slice(1);
    backend.axpby(1, m.input(1e-12), 1, y);
    assertEquals(1 + 1e-12, y.get(0));
  }

  @Test
  void inSinglePrecisionStoresWhatAFileHolds() {
    var single = ScalarBackend.inSinglePrecision();
    var m = new Arena(single, 1);
    var y = m.slice(1, 1);
    single.axpby(1, m.input(1e-12, 1e-12), 1, y);
    assertEquals(1.0, y.get(0));
    single.fill(y, 1e39);
    assertEquals(Double.POSITIVE_INFINITY, y.get(1));
    single.fill(y, 0.1);
    assertEquals(0.1f, y.get(0));
  }

  @Test
  void refusesTheStorageOfOtherBackends() {
    var floats = Slice.of(new FloatStorage(3));
    var e = assertThrows(GradusException.class, () -> backend.fill(floats, 1));
    assertTrue(String.valueOf(e.getMessage()).contains("got FloatStorage"), e.getMessage());
  }

  @Test
  void neverTouchesANeighbour() {
    var storage = new DoubleStorage(new double[] {1, 2, 3});
    var middle = new Slice(storage, 1, 1);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> backend.reduceSum(middle, 1, 2, 1, 1, new Slice(storage, 0, 1), false));
    assertArrayEquals(new double[] {1, 2, 3}, storage.array());
  }

  @Test
  void convolutionByHand() {
    var m = new Arena(backend, 1);
    var g = new ConvGeometry(1, 1, 2, 3, 1, 2, 2, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    var y = m.target(2);
    backend.conv2d(
        g,
        m.input(1, 2, 3, 4, 5, 6),
        m.input(1, 10, 100, 1000),
        m.input(0.5),
        Activation.IDENTITY,
        y);
    assertArrayEquals(new double[] {5421.5, 6532.5}, Arena.toArray(y));
    var dw = m.target(4);
    backend.conv2dBackwardFilter(g, m.input(1, 2, 3, 4, 5, 6), m.input(1, 2), dw, false);
    assertArrayEquals(new double[] {5, 8, 14, 17}, Arena.toArray(dw));
    var dx = m.target(6);
    backend.conv2dBackwardData(g, m.input(1, 2), m.input(1, 10, 100, 1000), dx, false);
    assertArrayEquals(new double[] {1, 12, 20, 100, 1200, 2000}, Arena.toArray(dx));
  }
}
