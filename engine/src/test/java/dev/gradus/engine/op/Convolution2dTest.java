package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class Convolution2dTest {
  private static final Convolution2d VALID = Convolution2d.of(Padding.valid());

  private static Convolution2d general(
      int strideH, int strideW, Padding padding, int dilationH, int dilationW, int groups) {
    return new Convolution2d(
        strideH, strideW, padding, dilationH, dilationW, groups, Activation.IDENTITY);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    var same = Convolution2d.of(Padding.same());
    var one = Padding.of(1);
    return OpContract.of(
        OpCase.of(VALID).input(2, 1, 5, 6).input(3, 1, 3, 3).input(3).gives(2, 3, 3, 4).batched(0),
        OpCase.of(VALID).input(2, 3, 4, 4).input(2, 3, 1, 1).gives(2, 2, 4, 4).batched(0),
        OpCase.of(VALID).input(1, 2, 3, 3).input(4, 2, 3, 3).input(4).gives(1, 4, 1, 1).batched(0),
        OpCase.of(same).input(1, 2, 5, 6).input(3, 2, 3, 4).input(3).gives(1, 3, 5, 6).batched(0),
        OpCase.of(same.stride(2, 2))
            .input(1, 1, 5, 6)
            .input(2, 1, 3, 3)
            .input(2)
            .gives(1, 2, 3, 3)
            .batched(0),
        OpCase.of(general(2, 3, one, 1, 1, 1))
            .input(1, 2, 7, 8)
            .input(2, 2, 3, 2)
            .input(2)
            .gives(1, 2, 4, 3)
            .batched(0),
        OpCase.of(general(1, 2, Padding.of(0, 2), 2, 3, 1))
            .input(2, 1, 6, 7)
            .input(2, 1, 2, 3)
            .input(2)
            .gives(2, 2, 4, 3)
            .batched(0),
        OpCase.of(general(1, 1, Padding.of(0, 2, 1, 0), 1, 1, 2))
            .input(2, 4, 4, 4)
            .input(6, 2, 2, 3)
            .input(6)
            .gives(2, 6, 5, 3)
            .batched(0),
        OpCase.of(general(1, 1, one, 1, 1, 3))
            .input(1, 3, 4, 5)
            .input(3, 1, 3, 3)
            .gives(1, 3, 4, 5)
            .batched(0));
  }

  @TestFactory
  Stream<DynamicTest> fusedActivations() {
    return Stream.of(Activation.RELU, Activation.SIGMOID, Activation.TANH)
        .map(VALID::withActivation)
        .flatMap(op ->
            OpContract.of(
                OpCase.of(op)
                    .input(2, 2, 5, 5)
                    .input(3, 2, 3, 3)
                    .input(3)
                    .gives(2, 3, 3, 3)
                    .batched(0)));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var groups = general(1, 1, Padding.valid(), 1, 1, 2);
    var kernel = Shape.of(8, 3, 3, 3);
    return Stream.of(
        OpContract.refuses(VALID, List.of(Shape.of(2, 1, 28, 28), kernel), "expected 3 channels"),
        OpContract.refuses(VALID, List.of(Shape.of(2, 3, 9, 9), Shape.of(8, 3))),
        OpContract.refuses(groups, List.of(Shape.of(2, 4, 9, 9), Shape.of(3, 2, 3, 3)), "divide"));
  }

  @Test
  void errorsSayHowToFixTheRank() {
    var kernel = Shape.of(8, 1, 3, 3);
    var one = assertThrows(GradusException.class, () -> outputOf(Shape.of(1, 28, 28), kernel));
    assertEquals(
        "expected [batch, channels, height, width], got [1, 28, 28]. For one image add a batch"
            + " dimension: reshape it to [1, 1, 28, 28].",
        one.getMessage());
    var row = assertThrows(GradusException.class, () -> outputOf(Shape.of(64, 784), kernel));
    assertEquals(
        "expected [batch, channels, height, width], got [64, 784]. Put it before flatten() and"
            + " dense(), or reshape the rows to images.",
        row.getMessage());
  }

  private static Shape outputOf(Shape x, Shape w) {
    return VALID.outputShape(List.of(x, w));
  }

  @Test
  void errorsSayWhyAKernelOrABiasDoesNotFit() {
    var kernel = Shape.of(8, 1, 5, 5);
    var small = assertThrows(GradusException.class, () -> outputOf(Shape.of(64, 1, 4, 9), kernel));
    assertEquals(
        "the kernel covers [5, 5] pixels, the padded image has only [4, 9] (input [64, 1, 4, 9])."
            + " Use a smaller kernel, more padding, or less pooling before it.",
        small.getMessage());
    var inputs = List.of(Shape.of(2, 1, 9, 9), kernel, Shape.of(7));
    var bias = assertThrows(GradusException.class, () -> VALID.outputShape(inputs));
    assertEquals(
        "expected a bias [8], one number for each filter of the weights [8, 1, 5, 5], got [7]."
            + " Reshape it.",
        bias.getMessage());
  }

  @Test
  void refusesNonsense() {
    assertThrows(GradusException.class, () -> VALID.stride(0, 1));
    assertThrows(GradusException.class, () -> general(1, 1, Padding.valid(), 0, 1, 1));
    assertThrows(GradusException.class, () -> general(1, 1, Padding.valid(), 1, 1, 0));
  }

  @Test
  void fusesAnActivation() {
    Fusable op = VALID;
    assertEquals(Activation.RELU, VALID.withActivation(Activation.RELU).activation());
    assertEquals(VALID, op.withActivation(Activation.IDENTITY));
    assertEquals("conv2d", op.name());
  }

  @Test
  void countsWork() {
    var inputs = List.of(Shape.of(1, 6, 14, 14), Shape.of(16, 6, 5, 5), Shape.of(16));
    assertEquals(10L * 10 * 16 * 6 * 25, VALID.macs(inputs));
  }

  @Test
  void theKernelIsNotFlipped() {
    var run =
        new OpRun(
            Backends.reference(),
            VALID,
            List.of(Shape.of(1, 1, 1, 3), Shape.of(1, 1, 1, 2)),
            new double[][] {{1, 2, 3}, {10, 1}});
    assertArrayEquals(new double[] {12, 23}, run.forward());
  }

  @Test
  void aFilterAsLargeAsTheImageIsAFullConnection() {
    var shapes = List.of(Shape.of(2, 3, 5, 5), Shape.of(4, 3, 5, 5));
    var numbers = OpRun.numbers(OpCase.of(VALID).input(2, 3, 5, 5).input(4, 3, 5, 5));
    var conv = new OpRun(Backends.reference(), VALID, shapes, numbers).forward();
    for (int image = 0; image < 2; image++) {
      for (int filter = 0; filter < 4; filter++) {
        double sum = 0;
        for (int i = 0; i < 75; i++) {
          sum += numbers[0][image * 75 + i] * numbers[1][filter * 75 + i];
        }
        assertEquals(sum, conv[image * 4 + filter], 1e-12);
      }
    }
  }
}
