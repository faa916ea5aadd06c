package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.Charts;
import java.util.List;
import org.junit.jupiter.api.Test;

class VegaBarsTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}, {-1, 2}}, new int[] {0, 1, 1, 0});
  private final Model net = Model.sequential(Shape.of(2), dense(30), relu(), dense(2));

  private static List<JsonObject> rows(Figure figure, int chart) {
    return JsonParser.parseString(figure.vega())
        .getAsJsonObject()
        .getAsJsonArray("concat")
        .get(chart)
        .getAsJsonObject()
        .getAsJsonObject("data")
        .getAsJsonArray("values")
        .asList()
        .stream()
        .map(r -> r.getAsJsonObject())
        .toList();
  }

  @Test
  void binsEqualTheTable() {
    var figure = Charts.weights(net);
    var table = figure.data().where(figure.data().stringColumn("layer").isEqualTo("dense_2"));
    var rows = rows(figure, 1);
    assertEquals(table.rowCount(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(table.doubleColumn("from").get(i), rows.get(i).get("from").getAsDouble());
      assertEquals(table.doubleColumn("to").get(i), rows.get(i).get("to").getAsDouble());
      assertEquals(table.intColumn("count").get(i), rows.get(i).get("count").getAsInt());
    }
    assertEquals(60, rows.stream().mapToInt(r -> r.get("count").getAsInt()).sum());
  }

  @Test
  void barsEqualTheTable() {
    var figure = Charts.gradientNorms(net, DATA);
    var rows = rows(figure, 0);
    assertEquals(2, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(
          figure.data().doubleColumn("gradient norm").get(i),
          rows.get(i).get("value").getAsDouble());
    }
    assertTrue(figure.vega().contains("\"type\":\"log\""), "as the picture");
    // 0 has no place on a logarithmic axis
    var axis = new Bars.Axis("t", "q", true, 1);
    var none = Bars.of(axis, List.of(new Bars.Bar("a", 0, "0"), new Bars.Bar("b", 2, "2")), "");
    assertTrue(rows(none, 0).getFirst().get("value").isJsonNull());
  }
}
