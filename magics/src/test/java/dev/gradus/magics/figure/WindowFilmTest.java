package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class WindowFilmTest {
  private final Model net =
      Model.input(1, 8, 8)
          .then(conv2d(2, 3).padding(1))
          .relu()
          .maxPool2d(2)
          .then(conv2d(3, 2).dilation(2))
          .seed(1)
          .named("net");
  private final Tensor image = image(8);

  private static Tensor image(int size) {
    var pixels = new float[size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i * 37 % 100 / 100f;
    }
    return Tensor.of(Shape.of(1, size, size), pixels);
  }

  /// Whether a colour lies at a place of the last frame, near it because of the palette.
  private static boolean near(int rgb, int other) {
    int far = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      far = Math.max(far, Math.abs((rgb >> shift & 0xFF) - (other >> shift & 0xFF)));
    }
    return far <= 12;
  }

  @Test
  void valuesAreThoseOfTheLayer() {
    var figure = WindowFilm.of(net, image, "conv2d_1", 1, false);
    float[] maps = net.forward(image.reshape(1, 1, 8, 8), "conv2d_1").toArray();
    var value = figure.data().doubleColumn("value");
    assertEquals(64, value.size());
    for (int i = 0; i < 64; i++) {
      assertEquals(maps[64 + i], value.get(i));
    }
    assertEquals(-1, figure.data().intColumn("window from row").get(0));
    assertTrue(
        figure
            .facts()
            .startsWith("conv2d_1 of net, map 1: 3x3 window over 8x8, stride 1, padding 1"),
        figure.facts());
  }

  @Test
  void theLastFrameShowsTheWholeMap() {
    var frames = GifTest.frames(WindowFilm.of(net, image, "conv2d_1", 0, false).gif());
    assertEquals(64, frames.size());
    float[] maps = net.forward(image.reshape(1, 1, 8, 8), "conv2d_1").toArray();
    double limit = 0;
    for (int i = 0; i < 64; i++) {
      limit = Math.max(limit, Math.abs(maps[i]));
    }
    BufferedImage first = frames.getFirst();
    BufferedImage last = frames.getLast();
    int scale = last.getWidth() > 800 ? 2 : 1;
    double cell = 24;
    double left = 14 + 10 * cell + 56;
    for (int i = 0; i < 63; i++) { // the last one is framed
      int x = (int) ((left + (i % 8 + 0.5) * cell) * scale);
      int y = (int) ((62 + (Math.floorDiv(i, 8) + 0.5) * cell) * scale);
      int expected = Tiles.Ramp.SIGNED.rgb(maps[i], limit) & 0xFFFFFF;
      assertTrue(near(expected, last.getRGB(x, y)), "cell " + i);
      assertTrue(i == 0 || near(0xFFFFFF, first.getRGB(x, y)), "not yet: " + i);
    }
  }

  @Test
  void windowsAreTakenFromTheLayer() {
    var slide = Slide.of(net, "conv2d_2");
    assertEquals(2, slide.dilation());
    assertEquals(3, slide.reachDown());
    assertEquals("2x2 window over 4x4, stride 1, dilation 2", slide.words());
    assertEquals("2x2 window over 8x8, stride 2", Slide.of(net, "maxPool2d_1").words());
    var facts = WindowFilm.of(net, image, "conv2d_2", 0, false).facts();
    assertTrue(facts.contains("the mean of the 2 maps that the window reads"), facts);
    var e = assertThrows(MagicsException.class, () -> Slide.of(net, "relu_1"));
    assertTrue(
        String.valueOf(e.getMessage()).contains("Layers that have one: conv2d_1, maxPool2d_1"),
        e.getMessage());
    assertThrows(MagicsException.class, () -> WindowFilm.of(net, image, "conv2d_1", 2, false));
  }

  @Test
  void meansAreThoseOfAveragePooling() {
    var slide = Slide.square(8, 8, 2, 2, 0);
    float[] pooled = image.reshape(1, 1, 8, 8).avgPool2d(2).toArray();
    float[] means = slide.means(image.toArray());
    for (int i = 0; i < pooled.length; i++) {
      assertEquals(pooled[i], means[i], 1e-6);
    }
  }

  @Test
  void manyPositionsAreSampledAndSmall() {
    var figure = SlidingWindow.of(image(28), 5, 1, 2);
    byte[] film = figure.gif();
    assertTrue(film.length <= Gif.LARGE, film.length + " bytes");
    assertEquals(WindowFilm.MOST, GifTest.frames(film).size());
    int[] frames = WindowFilm.frames(784);
    assertEquals(0, frames[0]);
    assertEquals(783, frames[frames.length - 1]);
    var many = Model.input(1, 28, 28).then(conv2d(1, 5).padding(2)).seed(1);
    var facts = WindowFilm.of(many, image(28), "conv2d_1", 0, false).facts();
    assertTrue(facts.endsWith("The film has 120 of them, evenly chosen."), facts);
  }

  @Test
  void numbersStandInCellsThatAreLargeEnough() {
    var figure = WindowFilm.of(net, image, "conv2d_1", 0, true);
    assertTrue(figure.svg().contains(">0.4</text>"), "the second pixel is 0.37");
    var large = Model.input(1, 28, 28).then(conv2d(1, 5)).seed(1);
    var e =
        assertThrows(
            MagicsException.class, () -> WindowFilm.of(large, image(28), "conv2d_1", 0, true));
    assertTrue(String.valueOf(e.getMessage()).contains("up to 10x10 pixels"), e.getMessage());
  }

  @Test
  void thePictureIsBesideTheFilm() {
    var bundle = WindowFilm.of(net, image, "maxPool2d_1", 0, false).as(Form.GIF).bundle();
    var html = String.valueOf(bundle.data().get("text/html"));
    assertTrue(
        html.matches("<img src=\"data:image/gif;base64,[^\"]+\" width=\"\\d+\" .*>"), "film");
    assertTrue(bundle.data().containsKey("image/png"));
    assertTrue(bundle.plain().contains("The film has a frame for each."), bundle::plain);
  }
}
