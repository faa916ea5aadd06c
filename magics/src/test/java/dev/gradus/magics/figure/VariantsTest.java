package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class VariantsTest {
  private static final Dataset DATA = Datasets.digits(20, 40, 1).test();

  @Test
  void variantsAreThoseOfTheEpochs() {
    var changes = Augment.none().shift(3).rotate(20);
    var figure = Variants.of(DATA, changes, 4, 16, 9);
    var values = figure.data().doubleColumn("value");
    for (int epoch : new int[] {0, 7, 15}) {
      var image = DATA.augment(changes, 9).atEpoch(epoch).input(4);
      for (int i = 0; i < 784; i += 13) {
        assertEquals(image[i], values.getDouble((epoch + 1) * 784 + i));
      }
    }
    assertEquals(DATA.input(4)[400], values.getDouble(400));
    assertEquals(17, figure.svg().split("<image", -1).length - 1);
    assertTrue(figure.facts().contains("shift up to 3 pixels, rotate -20.0 to 20.0"));
  }

  @Test
  void errorsTeach() {
    var none = Augment.none();
    assertThrows(MagicsException.class, () -> Variants.of(DATA, none, 40, 4, 1));
    assertThrows(MagicsException.class, () -> Variants.of(DATA, none, 0, 0, 1));
    var numbers = Dataset.of(Shape.of(4), new float[8], new int[] {0, 1}, 2);
    assertThrows(MagicsException.class, () -> Variants.of(numbers, none, 0, 4, 1));
  }
}
