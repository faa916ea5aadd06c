package dev.gradus.engine.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class ImageMathTest {
  private static final Tensor IMAGE = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
  private static final Tensor KERNEL = Tensor.of(new float[][] {{1, 10}, {100, 1000}});
  private static final Tensor FLIPPED = Tensor.of(new float[][] {{1000, 100}, {10, 1}});

  @Test
  @Covers("B05")
  void crossCorrelationDoesNotFlipTheKernel() {
    var y = IMAGE.crossCorrelate(KERNEL);
    assertEquals(Shape.of(2, 2), y.shape());
    assertArrayEquals(new float[] {5421, 6532, 8754, 9865}, y.toArray());
  }

  @Test
  @Covers("B05")
  void convolutionIsCrossCorrelationWithTheFlippedKernel() {
    assertArrayEquals(new float[] {1245, 2356, 4578, 5689}, IMAGE.convolve(KERNEL).toArray());
    assertArrayEquals(IMAGE.crossCorrelate(FLIPPED).toArray(), IMAGE.convolve(KERNEL).toArray());
    // the layer's operation is the cross-correlation
    var layer =
        IMAGE.reshape(1, 1, 3, 3).conv2d(KERNEL.reshape(1, 1, 2, 2), Tensor.zeros(1)).reshape(2, 2);
    assertArrayEquals(layer.toArray(), IMAGE.crossCorrelate(KERNEL).toArray());
  }

  @Test
  void theKernelHasAGradient() {
    var kernel = Tensor.of(new float[][] {{1, 2}, {3, 4}}).requiresGrad();
    IMAGE.convolve(kernel).narrow(0, 0, 1).narrow(1, 0, 1).sum().backward();
    assertArrayEquals(new float[] {5, 4, 2, 1}, kernel.grad().toArray());
  }

  @Test
  void refusesBatches() {
    assertThrows(ShapeException.class, () -> Tensor.zeros(1, 3, 3).crossCorrelate(KERNEL));
    assertThrows(ShapeException.class, () -> IMAGE.convolve(Tensor.zeros(1, 1, 2, 2)));
    assertThrows(ShapeException.class, () -> KERNEL.crossCorrelate(IMAGE));
    assertThrows(ShapeException.class, () -> IMAGE.toChannelsLast());
    assertThrows(ShapeException.class, () -> IMAGE.toChannelsFirst());
  }

  @Test
  @Covers("B36")
  void layoutsConvertThereAndBack() {
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 3, 4, 5));
    var y = x.toChannelsLast();
    assertEquals(Shape.of(2, 4, 5, 3), y.shape());
    assertEquals(x.get(1, 2, 3, 4), y.get(1, 3, 4, 2));
    assertArrayEquals(x.toArray(), y.toChannelsFirst().toArray());
    var one = Context.seeded(2).call(() -> Tensor.randn(3, 4, 5));
    assertEquals(one.get(2, 1, 4), one.toChannelsLast().get(1, 4, 2));
    assertArrayEquals(one.toArray(), one.toChannelsLast().toChannelsFirst().toArray());
  }
}
