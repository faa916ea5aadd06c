package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencesTest {
  private static final List<int[]> WORDS =
      List.of(new int[] {1, 2, 3}, new int[] {4}, new int[] {5, 6, 7, 8});

  @Test
  void padsBehindAndInFront() {
    assertArrayEquals(new int[] {1, 2, 3, 4, 0, 0, 5, 6, 7}, Sequences.pad(WORDS, 3, 0));
    assertArrayEquals(new int[] {1, 2, 3, -1, -1, 4, 6, 7, 8}, Sequences.padFront(WORDS, 3, -1));
    assertEquals(4, Sequences.longest(WORDS));
    says(() -> Sequences.pad(WORDS, 0, 0), "length of 0");
  }

  @Test
  void aLabelAtEveryStep() {
    var inputs = Sequences.floats(Sequences.pad(WORDS, 3, 0));
    var labels = Sequences.pad(WORDS, 3, -1);
    var data = Dataset.sequences(Shape.of(3), inputs, Shape.of(3), labels, 9);
    assertEquals("data: 3 samples of [3], 9 classes, labels of [3]", data.toString());
    assertTrue(data.isClassification());
    assertEquals(Shape.of(3), data.targetShape());
    assertArrayEquals(new float[] {4, -1, -1}, data.target(1));
    var batch = new float[6];
    data.skip(1).gatherTargets(new int[] {1, 0}, 0, 2, batch, 0);
    assertArrayEquals(new float[] {5, 6, 7, 4, -1, -1}, batch);
    assertArrayEquals(new float[] {4, -1, -1}, data.take(1).concat(data.skip(1)).target(1));
    says(data::labels, "a label at every step", "target(i)");
    says(() -> data.filter(l -> l > 0), "every step");
    var shape = Shape.of(3);
    says(() -> Dataset.sequences(shape, inputs, shape, labels, 7), "label 7 in sample 2", "-1");
    says(() -> Dataset.sequences(shape, inputs, Shape.of(2), labels, 9), "1 are left over");
  }

  @Test
  void numbersBecomeOneHotRows() {
    var data =
        Dataset.sequences(Shape.of(3), new float[] {2, 0, -1}, Shape.of(3), new int[] {0, 0, 0}, 3);
    var rows = data.oneHot(3);
    assertEquals(Shape.of(3, 3), rows.inputShape());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0, 0}, rows.input(0));
    says(() -> data.oneHot(0), "0 are not possible");
  }

  @Test
  @Covers({"D22"})
  void windowsHoldWhatComesNext() {
    var data = Dataset.windows(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    assertEquals(2, data.size());
    assertEquals(Shape.of(3, 1), data.inputShape());
    assertArrayEquals(new float[] {2, 3, 4}, data.input(1));
    assertArrayEquals(new float[] {6}, data.target(1));
    says(() -> Dataset.windows(new float[3], 3, 1), "windows of 3", "series of 3");
  }

  /// A forecast from a window beats saying that nothing changes.
  @Test
  @Covers({"D22"})
  void aForecastOfASineBeatsTheLastValue() {
    var data = Dataset.windows(Toys.sine(600, 20, 0.05, 1), 20, 1);
    var train = data.take(400);
    var test = data.skip(440);
    var model = Model.input(20, 1).flatten().dense(16).tanh().dense(1).seed(1);
    model.train(train).epochs(30).run();
    double last = 0;
    for (int i = 0; i < test.size(); i++) {
      last += Math.pow(test.input(i)[19] - test.target(i)[0], 2);
    }
    double rmse = Math.sqrt(model.evaluate(test).loss());
    double baseline = Math.sqrt(last / test.size());
    assertTrue(rmse < 0.5 * baseline, rmse + " against " + baseline);
  }
}
