package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.inspect.DropoutMasks;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class DropoutDrawingTest {
  private static final Model NET =
      Model.input(9).dense(8).relu().dropout(0.5).dense(30).dropout(0.5).dense(4).seed(3);

  private static int crosses(String svg) {
    // a cross is two strokes
    return (FlatSvg.of(svg).split("stroke-width=\"2.4\"", -1).length - 1) / 2;
  }

  @Test
  void crossesAreTheMasksOfTheStep() {
    for (long step : new long[] {0, 5}) {
      var figure = DropoutDrawing.of(NET, step, 2, 16);
      var masks = DropoutMasks.of(NET, 16, step).layers();
      var table = figure.data();
      for (int i = 0; i < 38; i++) {
        boolean dropped = i < 8 ? masks.get(0).dropped(2, i) : masks.get(1).dropped(2, i - 8);
        assertEquals(dropped, table.booleanColumn("dropped").get(i), "unit " + i);
      }
      long small = masks.get(0).dropped(2).size();
      long large = masks.get(1).dropped(2).stream().filter(i -> i < 4 || i >= 26).count();
      assertEquals(small + large, crosses(figure.svg()));
      assertTrue(figure.facts().contains("dropout_1 (rate 0.500) drops " + small + " of 8"));
      var text = masks.get(1).dropped(2).size() + " of 30 dropped";
      assertTrue(figure.svg().contains(">" + text + "</text>"), text);
    }
    assertNotEquals(DropoutDrawing.of(NET, 0, 2, 16).svg(), DropoutDrawing.of(NET, 1, 2, 16).svg());
  }

  @Test
  void convolutionsGetAGridForEachDropout() {
    var model = Model.input(1, 6, 6).conv2d(2, 3).flatten().dropout(0.4).dense(3).seed(1);
    var figure = DropoutDrawing.of(model, 0, 0, 4);
    int dropped = DropoutMasks.of(model, 4, 0).layers().getFirst().dropped(0).size();
    assertEquals(dropped, crosses(figure.svg()));
    assertEquals(32, figure.svg().split("<circle", -1).length - 1);
  }

  @Test
  void errorsTeach() {
    assertThrows(MagicsException.class, () -> DropoutDrawing.of(NET, 0, 4, 4));
    assertThrows(GradusException.class, () -> DropoutDrawing.of(Model.input(3).dense(2), 0, 0, 4));
  }
}
