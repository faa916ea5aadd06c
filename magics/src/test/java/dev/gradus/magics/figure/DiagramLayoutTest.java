package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagramLayoutTest {
  private static DiagramGraph.Arrow arrow(int from, int to) {
    return new DiagramGraph.Arrow(from, to);
  }

  @Test
  void aChainStandsInOneColumn() {
    var layout = new DiagramLayout(List.of(100.0, 100.0, 100.0), List.of(arrow(0, 1), arrow(1, 2)));
    assertEquals(3, layout.ranks());
    assertEquals(layout.x(0), layout.x(2), 1e-9);
    assertTrue(layout.narrow(0) && layout.narrow(1));
  }

  @Test
  void aWayAroundPassesBesideTheBody() {
    // 0 -> 1 -> 2 -> 3 and 0 -> 3
    var arrows = List.of(arrow(0, 1), arrow(1, 2), arrow(2, 3), arrow(0, 3));
    var layout = new DiagramLayout(List.of(100.0, 100.0, 100.0, 100.0), arrows);
    assertEquals(3, layout.rank(3));
    for (int box = 1; box < 4; box++) {
      assertEquals(layout.x(0), layout.x(box), 1, "the body stays straight");
    }
    var around = layout.way(3);
    assertEquals(4, around.size());
    assertTrue(around.get(1) - layout.x(1) > 50, "beside the box");
    assertEquals(around.get(1), around.get(2), 1e-9);
    assertFalse(layout.narrow(0));
  }

  @Test
  void branchesStandBesideEachOther() {
    // 0 -> 1, 2, 3 -> 4
    var arrows =
        List.of(arrow(0, 1), arrow(0, 2), arrow(0, 3), arrow(1, 4), arrow(2, 4), arrow(3, 4));
    var layout = new DiagramLayout(List.of(100.0, 100.0, 100.0, 100.0, 100.0), arrows);
    assertEquals(List.of(1, 2, 3), layout.boxes(1));
    assertTrue(layout.x(2) - layout.x(1) >= 124 - 1e-9);
    assertEquals(layout.x(2), layout.x(4), 1);
    assertEquals(layout.x(0), layout.x(2), 1);
  }
}
