package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Covers("B30")
final class BatchNormalizationTest {
  private static final Op TRAINING = new BatchNormalization(true, 0.1, 1e-5, true, true);
  private static final Op INFERENCE = new BatchNormalization(false, 0.1, 1e-5, true, true);

  private static OpCase parameters(OpCase c, int channels, int learned) {
    var more = c;
    for (int i = 0; i < learned; i++) {
      more = more.input(channels);
    }
    return more.input(channels).input(OpCase.Values.POSITIVE, channels);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    var bare = new BatchNormalization(true, 0.1, 1e-3, false, false);
    var scaled = new BatchNormalization(true, 0.1, 1e-3, true, false);
    var shifted = new BatchNormalization(false, 0.1, 1e-3, false, true);
    return OpContract.of(
        parameters(OpCase.of(TRAINING).input(5, 3), 3, 2).gives(5, 3),
        parameters(OpCase.of(TRAINING).input(3, 2, 7), 2, 2).gives(3, 2, 7).batched(0),
        parameters(OpCase.of(TRAINING).input(2, 3, 3, 5), 3, 2).gives(2, 3, 3, 5).batched(0),
        parameters(OpCase.of(TRAINING).input(9, 70), 70, 2).gives(9, 70),
        parameters(OpCase.of(bare).input(2, 3, 2, 2), 3, 0).gives(2, 3, 2, 2).batched(0),
        parameters(OpCase.of(scaled).input(2, 3, 2, 2), 3, 1).gives(2, 3, 2, 2).batched(0),
        parameters(OpCase.of(shifted).input(2, 3, 2, 2), 3, 1).gives(2, 3, 2, 2).batched(0),
        parameters(OpCase.of(INFERENCE).input(2, 3, 3, 5), 3, 2).gives(2, 3, 3, 5).batched(0),
        parameters(OpCase.of(INFERENCE).input(4, 5), 5, 2).gives(4, 5).batched(0));
  }

  private static Op fused(boolean training, boolean scale, boolean shift, boolean joins) {
    var norm = new BatchNormalization(training, 0.1, 1e-3, scale, shift);
    return (joins ? norm.joining() : norm).withActivation(Activation.RELU);
  }

  @TestFactory
  Stream<DynamicTest> contractWithWhatFollows() {
    var relu = fused(true, true, true, false);
    var bare = fused(true, false, false, false);
    var constant = fused(false, true, true, false);
    return OpContract.of(
        parameters(OpCase.of(relu).input(5, 3), 3, 2).gives(5, 3),
        parameters(OpCase.of(relu).input(3, 2, 7), 2, 2).gives(3, 2, 7).batched(0),
        parameters(OpCase.of(relu).input(2, 3, 5, 7), 3, 2).gives(2, 3, 5, 7).batched(0),
        parameters(OpCase.of(relu).input(9, 70), 70, 2).gives(9, 70),
        parameters(OpCase.of(bare).input(2, 3, 2, 2), 3, 0).gives(2, 3, 2, 2).batched(0),
        parameters(OpCase.of(constant).input(2, 3, 5, 7), 3, 2).gives(2, 3, 5, 7).batched(0),
        parameters(OpCase.of(constant).input(4, 5), 5, 2).gives(4, 5).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> contractWithASum() {
    var join = fused(true, true, true, true);
    var bare = fused(true, false, false, true);
    var shifted = fused(false, false, true, true);
    var sum = new BatchNormalization(true, 0.1, 1e-3, true, true).joining();
    return OpContract.of(
        parameters(OpCase.of(join).input(5, 3), 3, 2).input(5, 3).gives(5, 3),
        parameters(OpCase.of(join).input(3, 2, 7), 2, 2)
            .input(3, 2, 7)
            .gives(3, 2, 7)
            .batched(0, 5),
        parameters(OpCase.of(join).input(2, 3, 5, 7), 3, 2)
            .input(2, 3, 5, 7)
            .gives(2, 3, 5, 7)
            .batched(0, 5),
        parameters(OpCase.of(join).input(9, 70), 70, 2).input(9, 70).gives(9, 70),
        parameters(OpCase.of(bare).input(2, 3, 2, 2), 3, 0)
            .input(2, 3, 2, 2)
            .gives(2, 3, 2, 2)
            .batched(0, 3),
        parameters(OpCase.of(shifted).input(2, 3, 5, 7), 3, 1)
            .input(2, 3, 5, 7)
            .gives(2, 3, 5, 7)
            .batched(0, 4),
        parameters(OpCase.of(shifted).input(4, 5), 5, 1).input(4, 5).gives(4, 5).batched(0, 4),
        parameters(OpCase.of(sum).input(2, 3, 5, 7), 3, 2)
            .input(2, 3, 5, 7)
            .gives(2, 3, 5, 7)
            .batched(0, 5),
        parameters(OpCase.of(sum).input(6, 3), 3, 2).input(6, 3).gives(6, 3));
  }

  @Test
  void anotherActivationIsRefused() {
    var norm = new BatchNormalization(true, 0.1, 1e-3, true, true);
    var e = assertThrows(GradusException.class, () -> norm.withActivation(Activation.TANH));
    assertTrue(e.getMessage().contains("TANH"), e.getMessage());
  }

  @Test
  void whatIsAddedHasTheShapeOfX() {
    var c = Shape.of(3);
    var shapes = List.of(Shape.of(4, 3), c, c, c, c, Shape.of(4, 1));
    var e =
        assertThrows(ShapeException.class, () -> fused(true, true, true, true).outputShape(shapes));
    assertTrue(e.getMessage().contains("[4, 3] to add, got [4, 1]"), e.getMessage());
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var c = Shape.of(3);
    return Stream.of(
        OpContract.refuses(TRAINING, List.of(Shape.of(3), c, c, c, c), "[batch, features]"),
        OpContract.refuses(
            TRAINING, List.of(Shape.of(4, 2), c, c, c, c), "one number for each channel"));
  }

  @Test
  void oneNumberHasNoVariance() {
    var c = Shape.of(3);
    var shapes = List.of(Shape.of(1, 3), c, c, c, c);
    var e = assertThrows(ShapeException.class, () -> TRAINING.outputShape(shapes));
    assertTrue(e.getMessage().contains("[1, 3]"), e.getMessage());
    assertTrue(e.getMessage().contains("batch size"), e.getMessage());
    assertEquals(Shape.of(1, 3), INFERENCE.outputShape(shapes));
    assertEquals(Shape.of(1, 3, 2), TRAINING.outputShape(List.of(Shape.of(1, 3, 2), c, c, c, c)));
  }

  static Stream<Backend> backends() {
    return Backends.all();
  }

  private static Slice slice(Backend backend, double... values) {
    var slice = Slice.of(backend.allocate(values.length));
    for (int i = 0; i < values.length; i++) {
      slice.set(i, values[i]);
    }
    return slice;
  }

  private static double[] running(Backend backend, Op op, double... x) {
    var mean = slice(backend, 10);
    var variance = slice(backend, 100);
    var inputs =
        new Slice[] {slice(backend, x), slice(backend, 1), slice(backend, 0), mean, variance};
    var one = Shape.of(1);
    var shapes = List.of(Shape.of(x.length, 1), one, one, one, one);
    var output = Slice.of(backend.allocate(x.length));
    op.forward(
        new Pass(backend, shapes, inputs, shapes.getFirst(), output, null, new RandomKeys(1), 0));
    return new double[] {mean.get(0), variance.get(0)};
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theRunningStatisticsMoveByATenth(Backend backend) {
    // mean 2, squared distances 1 + 0 + 1, so the unbiased variance is 1
    double[] moved = {0.9 * 10 + 0.1 * 2, 0.9 * 100 + 0.1 * 1};
    assertArrayEquals(moved, running(backend, TRAINING, 1, 2, 3), 1e-5);
    assertArrayEquals(new double[] {10, 100}, running(backend, INFERENCE, 1, 2, 3));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aBatchThatIsNotFiniteLeavesThemAlone(Backend backend) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertArrayEquals(new double[] {10, 100}, running(backend, TRAINING, 1, bad, 3));
    }
    assertArrayEquals(new double[] {10, 100}, running(backend, TRAINING));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aLargeMeanCostsNoDigitsOfTheVariance(Backend backend) {
    var x = new double[4000];
    for (int i = 0; i < x.length; i++) {
      x[i] = 4096 + (i % 2 == 0 ? 0.5 : -0.5);
    }
    var op = new BatchNormalization(true, 1, 1e-5, true, true);
    var moved = running(backend, op, x);
    assertEquals(4096, moved[0], 1e-3);
    assertEquals(0.25 * 4000 / 3999, moved[1], 1e-6);
  }
}
