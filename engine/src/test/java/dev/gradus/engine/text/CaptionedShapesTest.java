package dev.gradus.engine.text;

import static dev.gradus.engine.Layers.gru;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.layer.Concat;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Covers("I08")
class CaptionedShapesTest {

  /// A convolutional network gives a vector, which a recurrent one puts into words.
  private static Model captioner(CaptionedShapes data, boolean everyStep) {
    int n = data.vocabulary().size();
    var image = Wire.input("image", 3, CaptionedShapes.SIZE, CaptionedShapes.SIZE);
    var words = Wire.input("words", data.steps());
    var seen = image.conv2d(8, 5).relu().maxPool2d(2).conv2d(16, 3).relu().maxPool2d(2).flatten();
    var v = seen.dense(64).tanh();
    var fed = words.embedding(n, 16);
    var cell = gru(64).returnSequences();
    var said =
        everyStep
            ? Wire.join(new Concat(2), fed, v.repeatVector(data.steps())).then(cell)
            : fed.then(cell, v);
    return Model.of(List.of(image, words), List.of(said.dense(n))).seed(1);
  }

  private static List<String> captions(Model model, CaptionedShapes of) {
    var shape = Shape.of(of.size(), 3, CaptionedShapes.SIZE, CaptionedShapes.SIZE);
    return SequenceDecoder.of(model, of.vocabulary())
        .decode(Tensor.of(shape, of.images()), Tokenizer.words());
  }

  private static double trained(boolean everyStep, int pictures, int epochs) {
    var parts = CaptionedShapes.of(pictures + 300, 1).split(pictures);
    var model = captioner(parts.get(0), everyStep);
    var data = parts.get(0).dataset();
    model.train(data).optimizer(Optimizers.adam(3e-3)).epochs(epochs).run();
    model.train(data).optimizer(Optimizers.adam(5e-4)).epochs(2).run();
    var test = parts.get(1);
    var said = captions(model, test);
    int right = 0;
    for (int i = 0; i < said.size(); i++) {
      right += said.get(i).equals(test.captions().get(i)) ? 1 : 0;
      if (i < 5) {
        System.out.println("  " + said.get(i) + " | drawn: " + test.captions().get(i));
      }
    }
    double match = (double) right / said.size();
    var where = everyStep ? "every step" : "step 0";
    System.out.printf(
        Locale.ROOT, "captions, image at %s: exact match %.1f %%%n", where, 100 * match);
    return match;
  }

  @Test
  void picturesAreDescribed() {
    double match = trained(true, 2000, 9);
    assertTrue(match >= 0.9, "exact match " + match);
  }

  @Test
  @Tag("full")
  void picturesAreDescribedFromTheFirstStateToo() {
    double match = trained(false, 6000, 20);
    assertTrue(match >= 0.9, "exact match " + match);
  }

  @Test
  void captionsSayWhatIsDrawn() {
    var shapes = CaptionedShapes.of(400, 3);
    assertEquals(13, shapes.vocabulary().size());
    for (int i = 0; i < shapes.size(); i++) {
      var words = List.of(shapes.captions().get(i).split(" ", -1));
      var picture = shapes.pictures().get(i);
      boolean red = words.contains("red") || words.contains("yellow");
      assertEquals(red, any(picture, 0), shapes.captions().get(i));
      boolean green = words.contains("green") || words.contains("yellow");
      assertEquals(green, any(picture, 1), shapes.captions().get(i));
      assertEquals(words.contains("blue"), any(picture, 2), shapes.captions().get(i));
    }
    assertTrue(new HashSet<>(shapes.captions()).size() > 150);
    var few = CaptionedShapes.of(5, 3);
    assertEquals(few.captions(), shapes.captions().subList(0, 5));
    assertArrayEquals(few.pictures().get(4), shapes.pictures().get(4));
    assertTrue(few.dataset().parts().getFirst().name().equals("image"));
    assertThrows(DataException.class, () -> CaptionedShapes.of(0, 1));
    assertThrows(DataException.class, () -> few.split(5));
  }

  private static boolean any(float[] picture, int channel) {
    int size = CaptionedShapes.SIZE * CaptionedShapes.SIZE;
    for (int i = channel * size; i < (channel + 1) * size; i++) {
      if (picture[i] > 0) {
        return true;
      }
    }
    return false;
  }
}
