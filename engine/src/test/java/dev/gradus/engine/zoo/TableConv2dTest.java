package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.LayerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableConv2dTest {
  private static final TableConv2d SPEC =
      new TableConv2d(2, List.of(List.of(0, 2), List.of(1), List.of(0, 1, 2), List.of(2)));

  @Test
  void keepsTheContract() {
    LayerContract.check(SPEC, Shape.of(3, 4, 5), Shape.of(4, 3, 4));
  }

  /// Every map is the convolution of the maps it sees with its own weights, in the table's order.
  @Test
  void seesOnlyWhatTheTableSays() {
    var model = Model.sequential(Shape.of(3, 4, 5), SPEC).seed(3);
    assertEquals(7, SPEC.connections());
    assertEquals(7 * 4 + 4, model.summary().totalParameters());
    var x = Tensor.randn(1, 3, 4, 5);
    var w = model.layer("tableConv2d_1").layer().parameters().get(0);
    model.layer("tableConv2d_1").layer().parameters().get(1).set(1, 2, 3, 4);
    var y = model.predict(x);
    int next = 0;
    for (int f = 0; f < 4; f++) {
      var sum = Tensor.zeros(3, 4).add(f + 1);
      for (int map : SPEC.table().get(f)) {
        var image = x.narrow(1, map, map + 1).reshape(4, 5);
        sum = sum.add(image.crossCorrelate(w.narrow(0, next, next + 1).reshape(2, 2)));
        next++;
      }
      var got = y.narrow(1, f, f + 1).reshape(3, 4);
      assertArrayEquals(sum.toArray(), got.toArray(), 1e-5f);
    }
  }

  @Test
  void refusesImpossibleTables() {
    assertThrows(ShapeException.class, () -> Model.sequential(Shape.of(2, 4, 4), SPEC));
    assertThrows(ShapeException.class, () -> Model.sequential(Shape.of(9), SPEC));
    assertThrows(GradusException.class, () -> new TableConv2d(5, List.of()));
  }
}
