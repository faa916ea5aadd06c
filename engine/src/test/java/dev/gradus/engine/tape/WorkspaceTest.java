package dev.gradus.engine.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  @Test
  void thingsThatLiveTogetherNeverOverlap() {
    var random = new Philox(1, 2);
    var workspace = new Workspace();
    var items = new int[60][];
    for (int i = 0; i < items.length; i++) {
      int from = random.nextInt(40);
      items[i] = new int[] {random.nextInt(1, 100), from, from + random.nextInt(12)};
      assertEquals(i, workspace.add(items[i][0], items[i][1], items[i][2]));
    }
    workspace.assign();
    int sum = 0;
    for (int i = 0; i < items.length; i++) {
      sum += items[i][0];
      assertTrue(workspace.offset(i) + items[i][0] <= workspace.total());
      for (int j = 0; j < i; j++) {
        boolean together = items[i][1] <= items[j][2] && items[j][1] <= items[i][2];
        boolean apart =
            workspace.offset(i) + items[i][0] <= workspace.offset(j)
                || workspace.offset(j) + items[j][0] <= workspace.offset(i);
        assertTrue(!together || apart, i + " and " + j);
      }
    }
    assertTrue(workspace.total() < sum / 2, "nothing is shared: " + workspace.total());
  }

  @Test
  void whatLivesOnKeepsItsPlace() {
    var workspace = new Workspace();
    int first = workspace.add(10, 0, 2);
    int second = workspace.add(10, 4, 5);
    assertEquals(first, workspace.extend(first, 4));
    workspace.assign();
    assertTrue(workspace.offset(first) != workspace.offset(second));
    assertTrue(workspace.total() >= 20);
  }

  @Test
  void nothingNeedsNothing() {
    var workspace = new Workspace();
    workspace.assign();
    assertEquals(0, workspace.total());
  }
}
