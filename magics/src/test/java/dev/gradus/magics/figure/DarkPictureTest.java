package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.magics.Figures;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class DarkPictureTest {
  private static final Figure LIGHT =
      Figures.lines("Accuracy", "epoch", "%").line("net", 1, 2, 3).figure();

  private static double light(int rgb) {
    var c = new Color(rgb);
    return (Math.max(c.getRed(), Math.max(c.getGreen(), c.getBlue()))
            + Math.min(c.getRed(), Math.min(c.getGreen(), c.getBlue())))
        / 510.0;
  }

  @Test
  void groundIsDarkAndTheLightFigureStays() {
    var dark = LIGHT.dark();
    assertTrue(light(dark.image().getRGB(2, 2)) < 0.2, "ground");
    assertEquals(Color.WHITE.getRGB(), LIGHT.image().getRGB(2, 2));
    assertEquals(LIGHT.facts(), dark.facts());
    assertEquals(LIGHT.data().toString(), dark.data().toString());
    assertEquals(LIGHT.width(), dark.width());
  }

  @Test
  void coloursKeepTheirHueAndReadOnTheGround() {
    double ground = light(DarkPicture.dark(Color.WHITE).getRGB());
    for (var color : new Color[] {Theme.INK, Theme.TRAINING, Theme.VALIDATION, Theme.MARK}) {
      var dark = DarkPicture.dark(color);
      assertTrue(light(dark.getRGB()) - ground > 0.35, color + " became " + dark);
      float[] before = Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
      float[] after = Color.RGBtoHSB(dark.getRed(), dark.getGreen(), dark.getBlue(), null);
      assertTrue(before[1] < 0.1 || Math.abs(before[0] - after[0]) < 0.02, "hue of " + color);
    }
  }
}
