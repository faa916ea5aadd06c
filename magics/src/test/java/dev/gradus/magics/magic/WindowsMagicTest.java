package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%windows` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowsMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void slidesOverAnImageAsALayerDoes() {
    cells.value("var image = Tensor.of(digits.test().inputShape(), digits.test().input(0));");
    var text = cells.value("%windows image --model net --layer conv2d_1");
    assertTrue(text.startsWith("conv2d_1 of model, map 0: 5x5 window over 28x28, stride 1,"), text);
    assertEquals(text, cells.value("windows(net, image, \"conv2d_1\")"));
    assertEquals(text, cells.value("%windows digits --model net"), "the first layer and sample");
    assertTrue(cells.value("%windows digits --model net --map 1").contains("map 1: "));
    assertTrue(cells.error("%windows digits --model net --map 2").contains("has no map 2"));
    assertTrue(cells.error("%windows --model net").contains("%windows image --model net"));
    assertTrue(cells.error("%windows digits --model net --kernel 3").contains("of the layer"));
    assertTrue(cells.error("%windows digits --layer conv2d_1").contains("--model net"));
  }

  @Test
  void showsAFilm() {
    var film = cells.bundle("%windows digits --kernel 3 --stride 5 --as gif");
    assertTrue(
        String.valueOf(film.data().get("text/html")).startsWith("<img src=\"data:image/gif"));
    assertTrue(film.data().containsKey("image/png"));
    assertTrue(film.plain().contains("feature map is 6x6"), film::plain);
    assertTrue(cells.value("%help windows").contains("(one of gif)"));
  }
}
