package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static Dataset left() {
    return Dataset.of(Shape.of(1, 1, 2), new float[] {0, 1, 10, 11, 20, 21}, new int[] {0, 1, 2}, 3)
        .withName("left");
  }

  private static Dataset right() {
    return Dataset.regression(
            Shape.of(1), new float[] {100, 110, 120}, Shape.of(2), new float[] {1, 2, 3, 4, 5, 6})
        .withName("right");
  }

  @Test
  void labelsAtEveryStepStay() {
    var steps = Shape.of(2);
    var a = Dataset.sequences(Shape.of(1), new float[] {1, 2}, steps, new int[] {0, 1, 2, -1}, 3);
    var both = a.withName("a").beside(a.withName("b")).subset(1, 0);
    assertEquals(steps, both.targetShape());
    assertEquals(3, both.classes());
    assertArrayEquals(new float[] {2, 2}, both.input(0));
    assertArrayEquals(new float[] {2, -1}, both.target(0));
  }

  @Test
  void inputsLieOneBehindTheOther() {
    var both = left().beside(right());
    assertEquals(Shape.of(3), both.inputShape());
    assertEquals(
        List.of(new Part("left", Shape.of(1, 1, 2)), new Part("right", Shape.of(1))), both.parts());
    assertArrayEquals(new float[] {10, 11, 110}, both.input(1));
    assertArrayEquals(new int[] {0, 1, 2}, both.labels());
    assertEquals(List.of(), left().parts());
  }

  @Test
  void viewsKeepTheirOrderAndParts() {
    var both = left().subset(2, 0, 2).beside(right().take(3)).subset(1, 2).map(x -> x + 1);
    assertArrayEquals(new float[] {1, 2, 111}, both.input(0));
    assertArrayEquals(new float[] {21, 22, 121}, both.input(1));
    assertArrayEquals(new int[] {0, 2}, both.labels());
    assertEquals(2, both.parts().size());
  }

  @Test
  void targetsLieOneBehindTheOther() {
    var both = left().subset(2, 1).targetsBeside(right().skip(1));
    assertEquals(Shape.of(3), both.targetShape());
    assertArrayEquals(new float[] {2, 3, 4}, both.target(0));
    assertArrayEquals(new float[] {1, 5, 6}, both.target(1));
    assertArrayEquals(new float[] {10, 11}, both.input(1));
  }

  @Test
  void sizesAndNamesMustFit() {
    assertThrows(DataException.class, () -> left().beside(right().take(2)));
    assertThrows(DataException.class, () -> left().beside(left()));
    assertThrows(DataException.class, () -> left().targetsBeside(right().take(2)));
  }

  @Test
  void manyJoinedSamplesAreAskedOnceEach() {
    var one = Dataset.of(Shape.of(2), new float[] {1, 2}, new int[] {0}, 1);
    var all = one;
    for (int i = 0; i < 60; i++) {
      all = all.concat(one);
    }
    assertEquals(61, all.size());
    assertEquals(0, all.parts().size());
    assertEquals(61, all.atEpoch(2).size());
  }
}
