package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.ActivationStatistics;
import dev.gradus.engine.diagnose.GradientStatistics;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.magics.Charts;
import dev.gradus.magics.MagicsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LayerFiguresTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}, {-1, 2}}, new int[] {0, 1, 1, 0});

  private static Model net() {
    return Model.sequential(Shape.of(2), dense(30), relu(), dense(2)).named("net");
  }

  private static int counted(Table table, String layer) {
    return (int) table.where(table.stringColumn("layer").isEqualTo(layer)).intColumn("count").sum();
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(MagicsException.class, call).getMessage());
  }

  @Test
  void binsSumToTheNumberOfWeights() {
    var net = net();
    var figure = Charts.weights(net);
    assertEquals(60, counted(figure.data(), "dense_1"));
    assertEquals(60, counted(figure.data(), "dense_2"));
    assertTrue(figure.facts().contains("dense_1: 60 numbers"), figure.facts());
    assertTrue(figure.svg().contains(">dense_2</text>"), "title");
    var one = Charts.weights(net, "dense_1").data();
    assertEquals(60, counted(one, "weight"));
    assertEquals(30, counted(one, "bias"));
  }

  @Test
  void outliersAreCounted() {
    var net = Model.sequential(Shape.of(50), dense(10)).named("net");
    var weight = net.layer("dense_1").parameter("weight");
    var values = new float[500];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2 == 0 ? 0.1f : -0.1f;
    }
    values[7] = 5;
    weight.set(values);
    var facts = Charts.weights(net).facts();
    assertTrue(facts.contains("dense_1: 1 farther than 4 std from the mean"), facts);
  }

  @Test
  void weightsThatAreNoNumbersAreSaid() {
    var net = net();
    net.layer("dense_2").parameter("weight").slice().set(3, Double.NaN);
    var text = message(() -> Charts.weights(net));
    assertTrue(text.contains("dense_2 has 1 of 60 that are NaN or infinite"), text);
    assertTrue(text.contains("smaller learning rate"), text);
  }

  @Test
  void modelsWithoutWeightsAreSaid() {
    var net = Model.sequential(Shape.of(2, 2), flatten()).named("empty");
    assertTrue(message(() -> Charts.weights(net)).contains("empty learns nothing"));
    assertTrue(message(() -> Charts.weights(net(), "relu_1")).contains("dense_1, dense_2"));
    assertTrue(message(() -> Charts.weights(net(), "dense_3")).contains("did you mean dense_"));
  }

  @Test
  void manyLayersAreSampledAndSaidSo() {
    var layers = Stream.generate(() -> (LayerSpec) dense(2)).limit(100).toArray(LayerSpec[]::new);
    var figure = Charts.weights(Model.sequential(Shape.of(2), layers));
    assertTrue(figure.facts().contains("48 of 100 layers, evenly chosen"), figure.facts());
    assertEquals(100 * 4, (int) figure.data().intColumn("count").sum());
    assertTrue(figure.height() < 2500, figure.height() + " pixels");
  }

  @Test
  void gradientsAreThoseOfTheEngine() {
    var net = net();
    var rows = GradientStatistics.of(net, DATA, 4);
    var norms = Charts.gradientNorms(net, DATA);
    for (int i = 0; i < rows.size(); i++) {
      double norm = rows.get(i).values().norm();
      assertEquals(norm, norms.data().doubleColumn("gradient norm").getDouble(i), 1e-6 * norm);
      var text = String.format(Locale.ROOT, "%s: %.3g", rows.get(i).layer(), norm);
      assertTrue(norms.facts().contains(text), norms.facts());
    }
    assertEquals(60, counted(Charts.gradients(net, DATA).data(), "dense_2"));
  }

  @Test
  void gradientsOfSeveralModelsAreLines() {
    var models = new LinkedHashMap<String, Model>();
    models.put("a", net());
    models.put("b", net().seed(3));
    var table = Charts.gradientNorms(models, DATA).data();
    var rows = GradientStatistics.of(models.get("b"), DATA, 4);
    assertEquals(
        Math.log10(rows.get(1).values().norm()), table.doubleColumn("y").getDouble(3), 1e-6);
  }

  @Test
  void activationsAreThoseOfTheEngine() {
    var net = net();
    var rows = ActivationStatistics.of(net, DATA, 4);
    var figure = Charts.activations(net, DATA, "relu_1");
    assertEquals(120, counted(figure.data(), "relu_1"));
    assertEquals(40, figure.data().rowCount());
    var std = String.format(Locale.ROOT, "std %.4g", rows.get(1).values().std());
    assertTrue(figure.facts().contains(std), figure.facts());
  }

  @Test
  void initialisationsAreRowsOfAGrid() {
    var models = new LinkedHashMap<String, Model>();
    for (double std : new double[] {0.01, 1}) {
      var layer = dense(20).initializer(Initializer.normal(std));
      models.put(
          "std " + std, Model.sequential(Shape.of(2), layer, tanh(), layer, tanh(), dense(2)));
    }
    var figure = Charts.activations(models, DATA);
    var table = figure.data();
    assertEquals(List.of("std 0.01", "std 1.0"), table.stringColumn("model").unique().asList());
    assertEquals(2 * 2 * 80, (int) table.intColumn("count").sum());
    assertTrue(figure.svg().contains(">std 1.0: tanh_2</text>"), "title of a panel");
  }

  @Test
  void deadUnitsAreCounted() {
    var net = net();
    net.layer("dense_1").parameter("weight").set(new float[60]);
    var bias = new float[30];
    java.util.Arrays.fill(bias, 0, 12, -1);
    java.util.Arrays.fill(bias, 12, 30, 1);
    net.layer("dense_1").parameter("bias").set(bias);
    var figure = Charts.deadUnits(net, DATA);
    assertTrue(figure.facts().contains("relu_1: 12 of 30 (40.0 %)"), figure.facts());
    assertEquals(40, figure.data().doubleColumn("dead units in %").getDouble(0), 1e-9);
  }
}
