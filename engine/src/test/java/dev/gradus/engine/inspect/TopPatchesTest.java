package dev.gradus.engine.inspect;

import static dev.gradus.engine.Layers.conv2d;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import org.junit.jupiter.api.Test;

@Covers("G20")
final class TopPatchesTest {
  private static final Dataset DATA = Datasets.digits(100, 10, 1).train();

  @Test
  void aPatchIsWhatItsNumberSees() {
    var model = Model.input(1, 28, 28).conv2d(3, 5).seed(1);
    var top = TopPatches.of(model, "conv2d_1", DATA, 9);
    var conv = model.layer("conv2d_1");
    for (int f = 0; f < 3; f++) {
      var patches = top.patches().get(f);
      assertEquals(9, patches.size());
      assertEquals(9, patches.stream().map(TopPatches.Patch::sample).distinct().count());
      for (int k = 0; k < 9; k++) {
        assertTrue(k == 0 || patches.get(k - 1).activation() >= patches.get(k).activation());
        var cut = top.cut(DATA, patches.get(k)).toArray();
        double sum = conv.parameter("bias").toArray()[f];
        for (int i = 0; i < 25; i++) {
          sum += cut[i] * conv.parameter("weight").toArray()[f * 25 + i];
        }
        assertEquals(sum, patches.get(k).activation(), 1e-4);
      }
    }
  }

  @Test
  void paddingAndPoolingMoveTheRegion() {
    var model =
        Model.input(1, 28, 28).then(conv2d(2, 5).padding(2)).maxPool2d(2).conv2d(2, 3).seed(1);
    var top = TopPatches.of(model, "conv2d_2", DATA, 1);
    assertEquals("10x10", top.field().toString());
    var patch = new TopPatches.Patch(0, 3, 4, 0);
    // two rows for each row of the pooled map, which begins two rows above the image
    assertEquals(4, top.top(patch));
    assertEquals(6, top.left(patch));
    var corner = top.cut(DATA, new TopPatches.Patch(0, 0, 0, 0));
    assertEquals(-2, top.field().top());
    assertEquals(0, corner.get(0, 0, 5));
    assertEquals(DATA.input(0)[5 * 28 + 6], corner.get(0, 7, 8));
  }

  @Test
  void errorsTeach() {
    var model = Model.input(1, 28, 28).conv2d(2, 5).flatten().dense(2);
    var e = assertThrows(GradusException.class, () -> TopPatches.of(model, "dense_1", DATA, 9));
    assertTrue(e.getMessage().contains("sees no region"), e.getMessage());
    assertThrows(GradusException.class, () -> TopPatches.of(model, "conv2d_1", DATA, 0));
  }
}
