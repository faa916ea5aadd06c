package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.embedding;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Adam;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  @Test
  void contract() {
    var five = LayerContract.Inputs.indices(5);
    LayerContract.check(new Embedding(5, 3), Shape.of(4), Shape.of(4, 3), five);
    LayerContract.check(new Embedding(5, 3), Shape.of(), Shape.of(3), five);
    LayerContract.check(new Embedding(5, 2), Shape.of(2, 3), Shape.of(2, 3, 2), five);
    LayerContract.check(new Embedding(6, 3).padding(5), Shape.of(4), Shape.of(4, 3), five);
    LayerContract.checkTraining(new Embedding(5, 3), Shape.of(4), five);
  }

  @Test
  void aWordIsItsRow() {
    var model = Model.input(3).embedding(4, 2);
    var w = model.layer("embedding_1").parameter("weight");
    w.set(0, 1, 10, 11, 20, 21, 30, 31);
    var y = model.predict(Tensor.of(Shape.of(1, 3), 3, 0, 3));
    assertArrayEquals(new float[] {30, 31, 0, 1, 30, 31}, y.toArray());
    assertEquals(8, model.summary().totalParameters());
  }

  @Test
  void thePaddingRowIsZeroAndStaysSo() {
    var model = Model.sequential(Shape.of(4), new Embedding(3, 5).padding(1), flatten(), dense(2));
    var w = model.layer("embedding_1").parameter("weight");
    var before = w.toArray();
    assertArrayEquals(new float[5], Arrays.copyOfRange(before, 5, 10));
    var inputs = new float[] {0, 1, 1, 1, 2, 1, 1, 1, 2, 2, 1, 1, 0, 0, 1, 1};
    var data = Dataset.of(Shape.of(4), inputs, new int[] {0, 1, 1, 0}, 2);
    model.train(data).optimizer(new Adam(0.05)).batchSize(2).epochs(10).run();
    var after = w.toArray();
    assertArrayEquals(new float[5], Arrays.copyOfRange(after, 5, 10));
    assertTrue(before[0] != after[0] && before[10] != after[10]);
    assertEquals(1, model.evaluate(data).accuracy());
  }

  @Test
  @Covers("D18")
  void recurrentLayersSkipPadding() {
    for (var cell : List.of(lstm(4), gru(4), simpleRnn(4).reversed())) {
      var words = new Embedding(5, 3).padding(0);
      var model = Model.sequential(Shape.of(3), words, cell, dense(2)).seed(3);
      var longer = Model.sequential(Shape.of(6), words, cell, dense(2)).seed(3);
      var y = model.predict(Tensor.of(Shape.of(1, 3), 2, 4, 1)).toArray();
      var front = longer.predict(Tensor.of(Shape.of(1, 6), 0, 0, 0, 2, 4, 1)).toArray();
      var behind = longer.predict(Tensor.of(Shape.of(1, 6), 2, 4, 1, 0, 0, 0)).toArray();
      assertArrayEquals(y, front, 1e-6f);
      assertArrayEquals(y, behind, 1e-6f);
      var eager = longer.forward(Tensor.of(Shape.of(1, 6), 0, 0, 0, 2, 4, 1));
      assertArrayEquals(y, eager.toArray(), 1e-6f);
      var unmasked = Model.sequential(Shape.of(6), new Embedding(5, 3), cell, dense(2)).seed(3);
      var other = unmasked.predict(Tensor.of(Shape.of(1, 6), 2, 4, 1, 0, 0, 0)).toArray();
      assertTrue(Math.abs(other[0] - y[0]) > 1e-4);
    }
  }

  @Test
  void wordsOutsideOfTheVocabularyAreNamed() {
    var model = Model.sequential(Shape.of(2), embedding(3, 5));
    for (float bad : new float[] {3, -1, 0.5f, Float.NaN}) {
      var x = Tensor.of(Shape.of(1, 2), 0, bad);
      var e = assertThrows(DataException.class, () -> model.predict(x));
      assertTrue(e.getMessage().contains("0 to 2"), e.getMessage());
      assertThrows(DataException.class, () -> model.forward(x));
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(GradusException.class, () -> new Embedding(0, 3));
    assertThrows(GradusException.class, () -> new Embedding(3, 0));
    var e = assertThrows(GradusException.class, () -> new Embedding(3, 2).padding(3));
    assertTrue(e.getMessage().contains("0 to 2"), e.getMessage());
  }
}
