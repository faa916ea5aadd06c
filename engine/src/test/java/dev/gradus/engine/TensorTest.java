package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void gradientOfAChain() {
    var x = Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5f, 4, -1);
    var w = Tensor.of(Shape.of(3, 2), 1, 0, -1, 2, 0.5f, 1).requiresGrad();
    var b = Tensor.of(0.5f, -7).requiresGrad();
    var y = x.matmul(w).add(b).relu();
    y.sum().backward();
    // x w + b = [[5, -8], [-3.5, 0]]: only the first is positive
    assertArrayEquals(new float[] {5, 0, 0, 0}, y.toArray(), 1e-6f);
    assertArrayEquals(new float[] {1, 0, -2, 0, 3, 0}, w.grad().toArray(), 1e-6f);
    assertArrayEquals(new float[] {1, 0}, b.grad().toArray(), 1e-6f);
  }

  @Test
  void gradientsOfSeveralUsesAddUp() {
    var x = Tensor.of(3).requiresGrad();
    x.mul(x).add(x.mul(2)).sum().backward();
    assertEquals(8, x.grad().item(), 1e-6);
  }

  @Test
  void aSecondBackwardAddsToLeavesUntilZeroGrad() {
    var x = Tensor.of(3).requiresGrad();
    x.square().sum().backward();
    x.square().sum().backward();
    assertEquals(12, x.grad().item(), 1e-6);
    x.zeroGrad();
    x.square().sum().backward();
    assertEquals(6, x.grad().item(), 1e-6);
  }

  @Test
  void theSameTensorTwiceInOneOperation() {
    var x = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4).requiresGrad();
    x.matmul(x).sum().backward();
    // d sum(x x) = ones x^T + x^T ones
    assertArrayEquals(new float[] {7, 11, 9, 13}, x.grad().toArray(), 1e-5f);
  }

  @Test
  void backwardNeedsANumberAndSomethingToDeriveBy() {
    var x = Tensor.of(1, 2).requiresGrad();
    var e = assertThrows(ShapeException.class, () -> x.mul(2).backward());
    assertTrue(e.getMessage().contains("[2]"), e.getMessage());
    assertThrows(GradusException.class, () -> Tensor.of(1).sum().backward());
    assertThrows(GradusException.class, x::grad);
  }

  @Test
  void shapesThatDoNotFitNameBoth() {
    var e = assertThrows(ShapeException.class, () -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4, 5)));
    assertTrue(e.getMessage().contains("[2, 3]") && e.getMessage().contains("[4, 5]"));
    var f = assertThrows(ShapeException.class, () -> Tensor.zeros(2, 3).add(Tensor.zeros(2)));
    assertTrue(f.getMessage().contains("[2, 3]") && f.getMessage().contains("[2]"));
    assertThrows(ShapeException.class, () -> Tensor.of(Shape.of(2, 2), 1, 2, 3));
    assertThrows(ShapeException.class, () -> Tensor.of(new float[][] {{1, 2}, {3}}));
    assertThrows(ShapeException.class, () -> Tensor.zeros(2, 2).item());
    assertThrows(ShapeException.class, () -> Tensor.zeros(2, 2).get(0, 2));
  }

  @Test
  void randomTensorsFollowTheContextsSeed() {
    var first = Context.seeded(7).call(() -> Tensor.randn(4).toArray());
    var again = Context.seeded(7).call(() -> Tensor.randn(4).toArray());
    assertArrayEquals(first, again);
    Context.seeded(7)
        .run(() -> {
          var a = Tensor.randn(4).toArray();
          var b = Tensor.randn(4).toArray();
          assertNotEquals(a[0], b[0]);
        });
  }

  @Test
  void dropoutActsInTrainingOnly() {
    var x = Tensor.ones(1000);
    assertArrayEquals(x.toArray(), x.dropout(0.5).toArray());
    var dropped = Context.seeded(1).training(true).call(() -> x.dropout(0.25).toArray());
    int zeros = 0;
    for (float v : dropped) {
      zeros += v == 0 ? 1 : 0;
      assertTrue(v == 0 || Math.abs(v - 1 / 0.75f) < 1e-6);
    }
    assertEquals(250, zeros, 45);
  }

  @Test
  void textShowsShapeAndShortensLongRows() {
    assertEquals("Tensor[2, 2] [[1, 2],\n [3, 4]]", Tensor.of(new float[][] {{1, 2}, {3, 4}}) + "");
    assertEquals("Tensor[20] [0, 1, 2, ..., 17, 18, 19]", Tensor.arange(20).toString());
    assertEquals("Tensor[] 0.5000", Tensor.scalar(0.5).toString());
    assertEquals("Tensor[0] []", Tensor.zeros(0).toString());
  }

  @Test
  void tensorsOfDifferentDevicesDoNotMix() {
    var here = Tensor.ones(2);
    var there =
        Context.current()
            .on(Device.of("other", Device.reference().backend()))
            .call(() -> Tensor.ones(2));
    var e = assertThrows(GradusException.class, () -> here.add(there));
    assertTrue(e.getMessage().contains("different devices"), e.getMessage());
  }
}
