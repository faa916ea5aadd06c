package dev.gradus.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

@Covers("G13")
final class DropoutMasksTest {
  @Test
  void theyAreThoseOfTheTrainingProgram() {
    var model = Model.input(6).dense(20).relu().dropout(0.5).dense(12).sigmoid().dropout(0.25);
    var shape = Shape.of(4, 6);
    for (long step : new long[] {0, 1, 7}) {
      model.programs().step(Philox.key(model.seed(), step));
      var program = model.programs().train(shape, Shape.of(4, 12), Losses.meanSquared());
      for (int i = 0; i < 24; i++) {
        program.input().set(i, 1);
      }
      program.forward();
      var masks = DropoutMasks.of(model, 4, step);
      assertEquals(2, masks.layers().size());
      var last = masks.layers().get(1);
      assertEquals("dropout_2", last.layer());
      for (int i = 0; i < 48; i++) {
        assertEquals(last.dropped(i / 12, i % 12), program.output().get(i) == 0, "number " + i);
      }
    }
  }

  @Test
  void theShareIsAboutTheRateAndStepsDiffer() {
    var model = Model.input(6).dense(500).dropout(0.3).dense(2);
    var first = DropoutMasks.of(model, 8, 0).layers().getFirst();
    double kept = first.kept().mean().item();
    assertEquals(0.7, kept, 0.03);
    assertEquals(first.dropped(3), DropoutMasks.of(model, 8, 0).layers().getFirst().dropped(3));
    assertNotEquals(first.dropped(3), first.dropped(4));
    assertNotEquals(first.dropped(3), DropoutMasks.of(model, 8, 1).layers().getFirst().dropped(3));
  }

  @Test
  void errorsTeach() {
    var plain = Model.input(6).dense(5).dropout(0);
    var e = assertThrows(GradusException.class, () -> DropoutMasks.of(plain, 1, 0));
    assertTrue(e.getMessage().contains("drops nothing"), e.getMessage());
    assertThrows(GradusException.class, () -> DropoutMasks.of(plain, 0, 0));
  }
}
