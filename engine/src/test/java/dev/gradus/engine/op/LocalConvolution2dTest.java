package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LocalConvolution2dTest {
  private static final LocalConvolution2d VALID = new LocalConvolution2d(1, 1, Padding.valid());

  @TestFactory
  Stream<DynamicTest> contract() {
    var strided = new LocalConvolution2d(2, 3, Padding.of(1));
    var same = new LocalConvolution2d(1, 1, Padding.same());
    var lopsided = new LocalConvolution2d(1, 2, Padding.of(0, 2, 1, 0));
    return OpContract.of(
        OpCase.of(VALID)
            .input(2, 2, 5, 6)
            .input(3, 2, 3, 2, 3, 5)
            .input(3, 3, 5)
            .gives(2, 3, 3, 5)
            .batched(0),
        OpCase.of(strided)
            .input(1, 2, 7, 8)
            .input(2, 2, 3, 2, 4, 3)
            .input(2, 4, 3)
            .gives(1, 2, 4, 3)
            .batched(0),
        OpCase.of(same)
            .input(2, 1, 4, 5)
            .input(2, 1, 3, 4, 4, 5)
            .input(2, 4, 5)
            .gives(2, 2, 4, 5)
            .batched(0),
        OpCase.of(lopsided)
            .input(1, 1, 4, 7)
            .input(1, 1, 2, 3, 5, 3)
            .input(1, 5, 3)
            .gives(1, 1, 5, 3)
            .batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var x = Shape.of(2, 1, 5, 5);
    return Stream.of(
        OpContract.refuses(
            VALID, List.of(x, Shape.of(1, 1, 3, 3), Shape.of(1, 3, 3)).subList(0, 2), "own filter"),
        OpContract.refuses(
            VALID, List.of(x, Shape.of(1, 1, 3, 3, 4, 4), Shape.of(1, 4, 4)), "[1, 3, 3]"));
  }

  @Test
  void withTheSameFilterEverywhereItIsAConvolution() {
    var memory = new Arena(Backends.reference(), 1);
    var x = memory.randoms(2 * 36);
    var filter = memory.randoms(2 * 9);
    var repeated = new double[18 * 16];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = filter[i / 16];
    }
    var bias = new double[16];
    var shapes = List.of(Shape.of(1, 2, 6, 6), Shape.of(1, 2, 3, 3));
    var shared =
        new OpRun(
            Backends.reference(),
            Convolution2d.of(Padding.valid()),
            shapes,
            new double[][] {x, filter});
    Backends.all()
        .forEach(backend -> {
          var own =
              new OpRun(
                  backend,
                  VALID,
                  List.of(shapes.get(0), Shape.of(1, 2, 3, 3, 4, 4), Shape.of(1, 4, 4)),
                  new double[][] {x, repeated, bias});
          assertArrayEquals(shared.forward(), own.forward(), 1e-5);
        });
  }

  @Test
  void countsWork() {
    var inputs = List.of(Shape.of(1, 1, 28, 28), Shape.of(1, 1, 5, 5, 24, 24));
    assertEquals(576L * 25, VALID.macs(inputs));
    assertEquals(Shape.of(1, 24, 24), VALID.mapsOf(Shape.of(1, 28, 28), 1, 5, 5));
    assertThrows(GradusException.class, () -> new LocalConvolution2d(0, 1, Padding.valid()));
  }
}
