package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sigmoid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.train.Rings;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void aDistributionEqualsHandNumbers() {
    var d = Distribution.of(new float[] {0, 0, 1, 3});
    assertEquals(1, d.mean());
    assertEquals(Math.sqrt(6.0 / 4), d.std(), 1e-12);
    assertEquals(Math.sqrt(10), d.norm(), 1e-12);
    assertEquals(0.5, d.zeros());
    assertEquals(0, d.min());
    assertEquals(3, d.max());
    assertEquals(4, Arrays.stream(d.bins()).sum());
    assertEquals(2, d.bins()[0]);
    assertEquals(1, d.bins()[13]);
    assertEquals(1, d.bins()[39]);
    assertEquals(3, d.edges()[40], 1e-12);
    var same = Distribution.of(new float[] {2, 2});
    assertEquals(2, same.bins()[0]);
    var odd = Distribution.of(new float[] {1, Float.NaN});
    assertTrue(Double.isNaN(odd.mean()));
  }

  @Test
  void activationsAndDeadUnits() {
    var model = Model.sequential(Shape.of(2), dense(4), relu()).seed(1);
    model.layer("dense_1").parameter("weight").set(1, -1, 0, 1, 0, 0, 0, 1);
    model.layer("dense_1").parameter("bias").set(0, 0, -1, 1);
    var batch = Tensor.of(Shape.of(2, 2), 1, 1, 2, 3);
    var rows = ActivationStatistics.of(model, batch);
    // units: 1, 2; -1, -2; -1, -1; 3, 6
    assertEquals(2, rows.size());
    assertEquals((1 + 2 - 1 - 2 - 1 - 1 + 3 + 6) / 8.0, rows.get(0).values().mean(), 1e-6);
    assertEquals(0, rows.get(0).dead());
    assertEquals(0.5, rows.get(1).dead());
    assertEquals(0.5, rows.get(1).values().zeros());
    assertEquals("relu_1", rows.get(1).layer());
    assertThrows(
        GradusException.class, () -> ActivationStatistics.of(model, Rings.points(5, 1), 0));
  }

  @Test
  void gradientsEqualThoseOfAutograd() {
    var model = Rings.net();
    var data = Rings.points(20, 1);
    var rows = GradientStatistics.of(model, data, 20);
    var labels = new float[20];
    var inputs = new float[40];
    for (int i = 0; i < 20; i++) {
      labels[i] = data.label(i);
      System.arraycopy(data.input(i), 0, inputs, 2 * i, 2);
    }
    model.parameters().gradients();
    model.device().backend().fill(model.parameters().gradients(), 0);
    model.forward(Tensor.of(Shape.of(20, 2), inputs)).crossEntropy(Tensor.of(labels)).backward();
    for (var row : rows) {
      var place = model.layer(row.layer()).parameter("weight").slice();
      var gradient = model.parameters().gradients().part(place.offset(), place.length());
      assertEquals(
          Math.sqrt(model.device().backend().sumOfSquares(gradient)), row.values().norm(), 1e-5);
    }
    assertEquals(3, rows.size());
  }

  @Test
  @Covers("C24")
  void inADeepSigmoidNetTheGradientShrinksFromLayerToLayer() {
    var specs = new ArrayList<LayerSpec>();
    for (int i = 0; i < 10; i++) {
      specs.add(dense(30));
      specs.add(sigmoid());
    }
    specs.add(dense(2));
    var model = Model.sequential(Shape.of(2), specs.toArray(LayerSpec[]::new)).seed(1);
    var rows = GradientStatistics.of(model, Rings.points(64, 1), 64);
    assertEquals(11, rows.size());
    // layers 2 to 10 have the same size; the logarithm of the norm rises by about the same each
    double[] logs =
        rows.subList(1, 10).stream().mapToDouble(r -> Math.log10(r.values().norm())).toArray();
    double slope = (logs[8] - logs[0]) / 8;
    assertTrue(slope > 0.3, Arrays.toString(logs));
    for (int i = 0; i < logs.length; i++) {
      assertEquals(logs[0] + slope * i, logs[i], 0.5, Arrays.toString(logs));
    }
  }

  @Test
  void gradientsAreRecordedWhileTraining() {
    var recorded = new GradientStatistics();
    var model = Rings.net();
    var history = model.train(Rings.points(64, 1)).clipNorm(1e9).epochs(2).callback(recorded).run();
    assertEquals(3, recorded.layers().size());
    assertEquals(4, recorded.norms("dense_1").length);
    double squares = 0;
    for (var layer : recorded.layers()) {
      squares += Math.pow(recorded.norms(layer)[2], 2);
    }
    double whole = history.gradientNorms()[2];
    assertTrue(squares <= whole * whole * (1 + 1e-6), "weights are a part of the whole gradient");
    assertTrue(squares > 0.5 * whole * whole);
    assertThrows(GradusException.class, () -> recorded.norms("relu_1"));
    var again = new GradientStatistics();
    Rings.net().train(Rings.points(64, 1)).clipNorm(1e9).epochs(2).callback(again).run();
    assertArrayEquals(recorded.norms("dense_2"), again.norms("dense_2"));
  }
}
