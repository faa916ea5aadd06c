package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.lstm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers of a thousand maps or units: figures show some of them, say so, and stay of a size that
/// fits a page.
class ThousandMapsTest {
  private static final Model NET =
      Model.input(1, 6, 6).conv2d(1000, 3).maxPool2d(2).flatten().dense(2).named("wide").seed(1);
  private static final Model PLAIN =
      Model.input(6).dense(1000).relu().dropout(0.5).dense(2).named("plain").seed(1);
  private static final Model RECURRENT = Model.input(3, 2).then(lstm(1000)).dense(2).seed(1);

  /// A figure and what its text says.
  record Case(String name, Supplier<Figure> figure, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    var image = Tensor.ones(1, 6, 6);
    var data = Dataset.of(Shape.of(1, 6, 6), new float[72], new int[] {0, 1}, 2);
    return Stream.of(
        new Case("filters", () -> Filters.of(NET, "conv2d_1"), "64 of the 1000 filters"),
        new Case("maps", () -> FeatureMaps.of(NET, image, "conv2d_1"), "64 of them, spread evenly"),
        new Case("pooling", () -> PoolingWinners.of(NET, image, "maxPool2d_1"), "the first 3 maps"),
        new Case(
            "patches", () -> Patches.of(NET, "conv2d_1", data, 2), "12 sampled from 1000 filters"),
        new Case(
            "maximize",
            () -> SaliencyMaps.maximized(NET, "conv2d_1", List.of(), 1, 1),
            "16 of 1000 units"),
        new Case("neurons", () -> ModelDiagram.of(PLAIN), "dense_1 [1000]"),
        new Case("dropout", () -> DropoutDrawing.of(PLAIN, 0, 0, 8), "of 1,000"),
        new Case("unrolled", () -> UnrolledNet.of(RECURRENT, null, 3), "lstm(1000)"),
        new Case(
            "gates",
            () -> GateMaps.of(RECURRENT, Tensor.ones(3, 2), null, List.of(), List.of()),
            "16 sampled from 1000 units"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areSampledAndSaidSo(Case one) {
    var figure = one.figure().get();
    assertTrue(figure.facts().contains(one.says()), figure::facts);
    assertTrue(figure.width() <= 1100 && figure.height() <= 1500, one + " is too large");
    assertTrue(figure.png().length < 60_000, figure.png().length + " bytes");
    assertEquals(2 * figure.width(), figure.image().getWidth());
  }
}
