package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.History;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VegaTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}, {-1, 2}}, new int[] {0, 1, 1, 0});

  private static History trained() {
    var model = Model.sequential(Shape.of(2), dense(2));
    return model.train(DATA).batchSize(2).epochs(3).validation(DATA).run();
  }

  private static JsonObject json(Figure figure) {
    return JsonParser.parseString(figure.vega()).getAsJsonObject();
  }

  private static JsonObject panel(Figure figure, int number) {
    return json(figure).getAsJsonArray("concat").get(number).getAsJsonObject();
  }

  private static double[] values(JsonObject panel, String series, String axis) {
    var values = new ArrayList<Double>();
    for (var row : panel.getAsJsonObject("data").getAsJsonArray("values")) {
      if (row.getAsJsonObject().get("series").getAsString().equals(series)) {
        var value = row.getAsJsonObject().get(axis);
        values.add(value.isJsonNull() ? Double.NaN : value.getAsDouble());
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void valuesEqualTheHistory() {
    History history = trained();
    var figure = LossCurve.of(history);
    int panels = json(figure).getAsJsonArray("concat").size();
    var seen = new ArrayList<String>();
    for (int i = 0; i < panels; i++) {
      var panel = panel(figure, i);
      var title = panel.get("title").getAsString().toLowerCase(java.util.Locale.ROOT);
      for (var line : LossCurve.series(history)) {
        if (title.startsWith(line.panel())) {
          seen.add(line.panel() + " " + line.name());
          assertArrayEquals(line.x(), values(panel, line.name(), "x"), line.name());
          assertArrayEquals(line.y(), values(panel, line.name(), "y"), line.name());
        }
      }
    }
    assertEquals(LossCurve.series(history).size(), seen.size(), seen::toString);
    float[] losses = history.stepLosses();
    double[] steps = values(panel(figure, 0), "every step", "y");
    assertEquals(losses.length, steps.length);
    for (int i = 0; i < steps.length; i++) {
      assertEquals(losses[i], steps[i], 1e-6);
    }
  }

  @Test
  void theNearestPointIsSelectedAndTellsItsValues() {
    var figure =
        Lines.titled("t", "pixels", "share").line("a", 1, 2, 3).line("b", 3, 2, 1).figure();
    var layers = panel(figure, 0).getAsJsonArray("layer");
    var near = layers.get(layers.size() - 1).getAsJsonObject();
    var select = near.getAsJsonArray("params").get(0).getAsJsonObject().getAsJsonObject("select");
    assertTrue(select.get("nearest").getAsBoolean());
    var tips = near.getAsJsonObject("encoding").getAsJsonArray("tooltip");
    var titles = new ArrayList<String>();
    tips.forEach(t -> {
      var title = t.getAsJsonObject().get("title");
      titles.add(title == null ? "" : title.getAsString());
    });
    assertEquals("[, pixels, share]", titles.toString());
    var first = layers.get(0).getAsJsonObject().getAsJsonObject("encoding");
    assertEquals("pixels", first.getAsJsonObject("x").get("title").getAsString());
    var scale = first.getAsJsonObject("color").getAsJsonObject("scale");
    assertEquals("[\"a\",\"b\"]", scale.getAsJsonArray("domain").toString());
    var colors = new JsonArray();
    colors.add(Vega.hex(Theme.series(0)));
    colors.add(Vega.hex(Theme.series(1)));
    assertEquals(colors, scale.getAsJsonArray("range"));
  }

  @Test
  void thePictureAndTheTextAreBesideIt() {
    var figure = Lines.titled("t", "x", "y").line("a", 1, 2).figure();
    assertFalse(figure.bundle().data().containsKey(Form.VEGA.mime()));
    var bundle = figure.as(Form.VEGA).bundle();
    assertEquals(figure.bundle().plain(), bundle.plain());
    assertEquals(figure.bundle().data().get("image/png"), bundle.data().get("image/png"));
    assertTrue(bundle.data().get("application/vnd.vegalite.v5+json") instanceof Map<?, ?>);
    assertTrue(
        json(figure).get("$schema").getAsString().endsWith("vega-lite/v5.json"), "the schema");
  }

  @Test
  void numbersThatAreNotFiniteBecomeNull() {
    var figure =
        FunctionPlot.of(
            Map.of("root", (Tensor x) -> x.sqrt(), "log", (Tensor x) -> x.log()), -1, 1, false);
    var text = figure.vega();
    assertTrue(text.contains("\"y\":null"), "roots of negative numbers");
    assertFalse(text.contains("NaN") || text.contains("Infinity"));
  }

  @Test
  void longSeriesAreThinnedAndSaySo() {
    double[] y = IntStream.range(0, 10_001).asDoubleStream().toArray();
    var figure = Lines.titled("t", "x", "y").line("long", y).line("short", 1, 2).figure();
    double[] kept = values(panel(figure, 0), "long", "y");
    assertEquals(1 + 10_000 / 6 + 1, kept.length);
    assertEquals(10_000, kept[kept.length - 1], "the last point");
    assertEquals(
        "[\"long: 1 of 6 points each, 10,001 in all\"]",
        json(figure).getAsJsonObject("title").getAsJsonArray("text").toString());
    assertEquals(2, values(panel(figure, 0), "short", "y").length);
  }

  @Test
  void picturesThatAreNoChartsSaySo() {
    var e = assertThrows(MagicsException.class, SlidingWindow.of(8, 8, 3, 1)::vega);
    assertTrue(String.valueOf(e.getMessage()).contains("Charts have it: %plot_loss"));
  }
}
