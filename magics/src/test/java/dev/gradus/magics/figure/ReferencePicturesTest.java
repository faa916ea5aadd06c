package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.magics.Charts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Figures against pictures that were looked at, in `src/test/resources/figures`. They may differ
/// as much as other fonts make them, and must not be flipped, inverted, empty or in other colours.
///
/// After a change that is meant to be seen: `mvn test -pl magics -am -Dtest=ReferencePicturesTest
/// -Dsurefire.failIfNoSpecifiedTests=false -Dgradus.figures=write`, then look at what changed.
class ReferencePicturesTest {
  /// The largest [Likeness#difference] of a figure with much text or of thin lines. Liberation Sans
  /// in place of DejaVu Sans makes up to 0.24 there, a wrong picture at least 0.35.
  private static final double TEXT = 0.32;

  /// The same of other figures: up to 0.16, and at least 0.27.
  private static final double PIXELS = 0.22;

  private static final Path FOLDER = Path.of("src", "test", "resources", "figures");
  private static final boolean WRITE = "write".equals(System.getProperty("gradus.figures"));

  /// A figure with numbers that are the same on every machine.
  record Case(String name, double tolerance, Supplier<Figure> figure) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("colors", PIXELS, ReferencePicturesTest::colors),
        new Case("filters", PIXELS, () -> Filters.of(edges(), "conv2d_1")),
        new Case("filters-ink", PIXELS, () -> Filters.of(edges(), "conv2d_1", Tiles.Ramp.INK)),
        new Case("feature-maps", PIXELS, () -> FeatureMaps.of(edges(), corner(), "conv2d_1")),
        new Case("pooling", PIXELS, ReferencePicturesTest::pooling),
        new Case("windows", PIXELS, () -> SlidingWindow.of(corner(), 3, 2, 1)),
        new Case("confusion", PIXELS, ReferencePicturesTest::confusion),
        new Case("attention", PIXELS, ReferencePicturesTest::attention),
        new Case("lstm-cell", PIXELS, () -> CellDrawing.of(recurrent(), ramp(), "lstm_1", 2, 0)),
        new Case("gru-cell", PIXELS, () -> CellDrawing.of(recurrent(), ramp(), "gru_1", 2, 0)),
        new Case("loss", TEXT, () -> LossCurve.of(history())),
        new Case("paths", TEXT, ReferencePicturesTest::paths),
        new Case("weights", TEXT, () -> Charts.weights(edges(), "conv2d_1")),
        new Case("boxes", TEXT, () -> ModelDiagram.of(branched())),
        new Case("neurons", TEXT, () -> ModelDiagram.of(plain())),
        new Case("unrolled", TEXT, () -> UnrolledNet.of(recurrent(), null, 4)));
  }

  /// Red, a dark green, blue from left to right, and a white line at the top.
  private static Figure colors() {
    var values = new float[3 * 12 * 18];
    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 18; x++) {
        for (int c = 0; c < 3; c++) {
          values[(c * 12 + y) * 18 + x] = y < 2 ? 1 : x / 6 != c ? 0 : c == 1 ? 0.5f : 1;
        }
      }
    }
    return Images.of(Tensor.of(Shape.of(3, 12, 18), values));
  }

  /// Two kernels: bright on the left, and bright below on the right.
  private static Model edges() {
    var model = Model.input(1, 8, 8).conv2d(2, 3).flatten().dense(2);
    model
        .layer("conv2d_1")
        .parameter("weight")
        .set(1, 0, -0.5f, 1, 0, -0.5f, 1, 0, -0.5f, -1, -0.6f, -0.2f, -0.6f, 0, 0.3f, 0, 0.5f, 1);
    return model;
  }

  /// A bright bar at the left and one at the top.
  private static Tensor corner() {
    var values = new float[64];
    for (int i = 0; i < 8; i++) {
      values[8 * i + 1] = 1;
      values[8 + i] = 0.6f;
    }
    return Tensor.of(Shape.of(1, 8, 8), values);
  }

  private static Figure pooling() {
    float[][] map = {{9, 1, 0, 2}, {3, 4, 1, 0}, {0, 7, 2, 2}, {1, 0, -3, 8}};
    return PoolingWinners.of(Tensor.of(map), 2);
  }

  private static Figure confusion() {
    int[][] counts = {{9, 1, 0, 0}, {0, 6, 4, 0}, {0, 0, 10, 0}, {7, 0, 0, 3}};
    var labels = new ArrayList<Integer>();
    var said = new ArrayList<Integer>();
    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 4; c++) {
        for (int k = 0; k < counts[r][c]; k++) {
          labels.add(r);
          said.add(c);
        }
      }
    }
    return HeatMap.of(ConfusionMatrix.of(ints(labels), ints(said), 4));
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Every word looks one step further back, the last two at the first.
  private static Figure attention() {
    var rows =
        List.of(
            List.of(0.0, 0.1, 0.1, 0.8),
            List.of(0.1, 0.1, 0.8, 0.0),
            List.of(0.2, 0.7, 0.1, 0.0),
            List.of(0.9, 0.1, 0.0, 0.0),
            List.of(0.6, 0.4, 0.0, 0.0));
    return GateMaps.alignment(
        "Attention", List.of("e", "d", "c", "b", "a"), List.of("b", "c", "d", "e"), rows);
  }

  private static History history() {
    int steps = 80;
    var losses = new float[steps];
    var rates = new double[steps];
    for (int i = 0; i < steps; i++) {
      losses[i] = (float) (2.3 * Math.exp(-i / 25.0) + 0.1 * Math.sin(i * 1.7));
      rates[i] = 0.1;
    }
    var epochs = new ArrayList<History.Epoch>();
    for (int n = 1; n <= 4; n++) {
      double loss = 2.3 * Math.exp(-(n - 0.5) * 20 / 25.0);
      epochs.add(
          new History.Epoch(
              n, loss, 1 - loss / 3, 0.3 + loss, 0.9 - loss / 3, 1, 0, 0.1, 1, 100, Map.of()));
    }
    var reason = TrainingEvent.Reason.FINISHED;
    return History.of(
        new History.Snapshot(
            "net", "loss", 20, epochs, losses, rates, new float[steps], Set.of(), null, reason));
  }

  private static Figure paths() {
    return Charts.paths("valley", (x, y) -> x.square().mul(0.1).add(y.square().mul(2)))
        .range(-6, 3, -3, 3)
        .from(-5, -2)
        .steps(25)
        .path("sgd", sgd(0.1))
        .path("momentum", sgd(0.05, 0.9))
        .figure();
  }

  private static Model branched() {
    return Model.sequential(
            Shape.of(1, 12, 12),
            conv2d(6, 3),
            residual(conv2d(6, 3).padding(1), relu(), conv2d(6, 3).padding(1)),
            concat(conv2d(2, 1), sequential(maxPool2d(3).stride(1).padding(1), relu())),
            flatten(),
            dense(10))
        .named("branched");
  }

  private static Model plain() {
    return Model.sequential(Shape.of(40), dense(5), relu(), dense(3)).named("plain");
  }

  /// All weights are the same number, so that the states are known.
  private static Model recurrent() {
    var model =
        Model.sequential(Shape.of(4, 2), lstm(3).returnSequences(), gru(3), dense(2))
            .named("recurrent");
    for (var weight : model.parameters().list()) {
      var values = new float[weight.size()];
      java.util.Arrays.fill(values, 0.3f);
      weight.set(values);
    }
    return model;
  }

  private static Tensor ramp() {
    return Tensor.of(
        Shape.of(4, 2), new float[] {0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f, 0.7f, 0.8f});
  }

  @ParameterizedTest
  @MethodSource("cases")
  void looksLikeItsReference(Case one) throws IOException {
    var file = FOLDER.resolve(one.name() + ".png");
    var image = one.figure().get().image();
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.write(file, Png.encode(Png.draw(one.figure().get().picture(), 1)));
    }
    var reference = ImageIO.read(file.toFile());
    assertNotNull(reference, "no picture in " + file);
    double difference = Likeness.difference(reference, image);
    assertTrue(difference <= one.tolerance(), one + " differs by " + difference + " from " + file);
  }

  /// The comparison would notice: every way to get a picture wrong differs by more than is allowed.
  @ParameterizedTest
  @MethodSource("cases")
  void wrongPicturesDiffer(Case one) throws IOException {
    var right = ImageIO.read(FOLDER.resolve(one.name() + ".png").toFile());
    int w = right.getWidth() - 1;
    int h = right.getHeight() - 1;
    var wrong =
        Map.of(
            "mirrored", changed(right, (x, y) -> right.getRGB(w - x, y)),
            "upside down", changed(right, (x, y) -> right.getRGB(x, h - y)),
            "inverted", changed(right, (x, y) -> ~right.getRGB(x, y)),
            "empty", changed(right, (_, _) -> 0xFFFFFF));
    wrong.forEach((how, image) -> {
      double difference = Likeness.difference(right, image);
      assertTrue(difference > one.tolerance(), one + " " + how + " differs by only " + difference);
    });
  }

  @Test
  void otherPolarityAndOrderOfColorsDiffer() throws IOException {
    for (var name : List.of("colors", "filters", "feature-maps", "confusion")) {
      var right = ImageIO.read(FOLDER.resolve(name + ".png").toFile());
      var swapped = changed(right, (x, y) -> swap(right.getRGB(x, y)));
      double difference = Likeness.difference(right, swapped);
      assertTrue(difference > PIXELS, name + " with red for blue differs by " + difference);
    }
  }

  @Test
  void everyPictureBelongsToACase() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertEquals(
          cases().map(c -> c.name() + ".png").sorted().toList(),
          files.map(f -> String.valueOf(f.getFileName())).sorted().toList());
    }
  }

  private static int swap(int rgb) {
    return ((rgb & 0xFF) << 16) | (rgb & 0xFF00) | ((rgb >> 16) & 0xFF);
  }

  private static BufferedImage changed(BufferedImage image, IntBinaryOperator rgb) {
    var out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    IntStream.range(0, image.getHeight())
        .forEach(y ->
            IntStream.range(0, image.getWidth())
                .forEach(x -> out.setRGB(x, y, rgb.applyAsInt(x, y))));
    return out;
  }
}
