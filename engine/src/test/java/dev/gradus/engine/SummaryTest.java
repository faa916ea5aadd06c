package dev.gradus.engine;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.engine.backend.SimdBackend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static String field(Model model, String layer) {
    return model.summary().row(layer).receptiveField().map(Object::toString).orElse("none");
  }

  @Test
  @Covers({"A08", "B33"})
  void fieldsOfConvolutions() {
    var three = Model.input(1, 20, 20).conv2d(1, 3).conv2d(1, 3).conv2d(1, 3);
    assertEquals("3x3", field(three, "conv2d_1"));
    assertEquals("5x5", field(three, "conv2d_2"));
    assertEquals("7x7", field(three, "conv2d_3"));
    var one = Model.input(1, 20, 20).conv2d(1, 7);
    assertEquals(Optional.of(new ReceptiveField(7, 7, 1, 1)), one.summary().receptiveField());
    assertEquals(one.summary().receptiveField(), three.summary().receptiveField());
  }

  @Test
  @Covers("A08")
  void threeSmallFiltersHaveFewerWeights() {
    var small = Model.input(64, 9, 9);
    for (int i = 0; i < 3; i++) {
      small = small.then(conv2d(64, 3).withoutBias());
    }
    assertEquals(110_592, small.summary().totalParameters());
    var large = Model.input(64, 9, 9).then(conv2d(64, 7).withoutBias());
    assertEquals(200_704, large.summary().totalParameters());
  }

  @Test
  @Covers("B33")
  void fieldsOfLenet() {
    var lenet =
        Model.input(1, 32, 32)
            .conv2d(6, 5)
            .relu()
            .maxPool2d(2)
            .conv2d(16, 5)
            .relu()
            .avgPool2d(2)
            .conv2d(120, 5)
            .relu()
            .flatten()
            .dense(84);
    assertEquals("5x5", field(lenet, "relu_1"));
    assertEquals("6x6", field(lenet, "maxPool2d_1"));
    assertEquals("14x14", field(lenet, "conv2d_2"));
    assertEquals("16x16", field(lenet, "avgPool2d_1"));
    assertEquals("32x32", field(lenet, "conv2d_3"));
    assertEquals("none", field(lenet, "dense_1"));
    assertEquals(new ReceptiveField(32, 32, 4, 4), lenet.summary().receptiveField().orElseThrow());
  }

  @Test
  void strideDilationAndShapeCount() {
    var model =
        Model.sequential(
            Shape.of(1, 64, 64),
            conv2d(1, 3).stride(2),
            conv2d(1, 3).dilation(2),
            conv2d(1, 1).kernel(1, 5));
    assertEquals("3x3", field(model, "conv2d_1"));
    assertEquals("11x11", field(model, "conv2d_2"));
    assertEquals("11x19", field(model, "conv2d_3"));
  }

  /// The field is what really changes the result: a derivative by the input is not zero exactly
  /// there.
  @Test
  void fieldsAreWhereTheGradientIs() {
    var model =
        Model.sequential(
            Shape.of(1, 21, 21),
            conv2d(1, 3).stride(2),
            residual(conv2d(1, 3).padding(1)),
            sequential(conv2d(1, 3)));
    var x = Tensor.ones(1, 1, 21, 21).requiresGrad();
    model.parameters().list().forEach(w -> w.set(filled(w.size())));
    model.forward(x).narrow(2, 3, 4).narrow(3, 3, 4).sum().backward();
    var gradient = x.grad().toArray();
    int first = 21;
    int last = -1;
    for (int i = 0; i < gradient.length; i++) {
      if (gradient[i] != 0) {
        first = Math.min(first, i / 21);
        last = Math.max(last, i / 21);
      }
    }
    assertEquals((last - first + 1) + "x" + (last - first + 1), field(model, "sequential_1"));
  }

  private static float[] filled(int n) {
    var values = new float[n];
    java.util.Arrays.fill(values, 0.5f);
    return values;
  }

  @Test
  void rowsOfNestedLayersAreIndentedAndCountedOnce() {
    var model =
        Model.sequential(
            Shape.of(2, 6, 6),
            residual(conv2d(2, 3).padding(1), relu(), sequential(conv2d(2, 1))),
            conv2d(4, 3));
    var summary = model.summary();
    assertEquals(2, summary.rows().size());
    assertEquals(38 + 6, summary.row("residual_1").parameters());
    assertEquals(6, summary.row("residual_1/sequential_1/conv2d_1").parameters());
    assertEquals(44 + 76, summary.totalParameters());
    long macs = 36 * (2 * 2 * 9) + 36 * 4;
    assertEquals(macs, summary.row("residual_1").macs());
    assertEquals(macs + 16 * 4 * 18, summary.totalMacs());
    assertTrue(summary.toString().contains("\n  conv2d_1"), summary.toString());
    assertTrue(summary.toString().contains("\n    conv2d_1"), summary.toString());
    assertEquals(List.of("input"), summary.row("residual_1").sources());
    assertThrows(GradusException.class, () -> summary.row("residual_1/dense_1"));
  }

  @Test
  void frozenParametersAreTold() {
    var model = Model.input(4).dense(3).dense(2).freeze("dense_1");
    var summary = model.summary();
    assertEquals(23, summary.totalParameters());
    assertEquals(8, summary.trainableParameters());
    assertEquals(15, summary.frozenParameters());
    assertTrue(summary.toString().contains("8 trainable, 15 frozen"), summary.toString());
    var lines = summary.lines();
    assertEquals("trainable", lines.getFirst().get(4));
    assertEquals(
        List.of("", "0", "8", "8"), lines.stream().skip(1).map(line -> line.get(4)).toList());
    assertEquals(5, model.unfreeze().summary().lines().getFirst().size());
  }

  @Test
  void withoutImagesThereIsNoFieldColumn() {
    assertEquals(5, Model.input(4).dense(3).summary().lines().getFirst().size());
    assertEquals(6, Model.input(1, 4, 4).conv2d(3, 3).summary().lines().getFirst().size());
  }

  /// What a verbose summary says of a layer's kernels.
  private static String kernels(Model model, String path) {
    return model.summary(true).kernels().getOrDefault(path, "none");
  }

  @Test
  void verboseSummaryNamesKernels() {
    assumeTrue(
        Device.cpu(1).backend() instanceof SimdBackend, "without vectors there is no choice");
    var small = Model.input(3, 12, 12).conv2d(16, 5).flatten().dense(3);
    assertTrue(kernels(small.on(Device.cpu(1)), "conv2d_1").startsWith("result images as lanes"));
    var wide = Model.input(64, 8, 8).then(residual(conv2d(64, 3).padding(1), relu()));
    assertEquals(
        "result Winograd, input Winograd, weights Winograd",
        kernels(wide.on(Device.cpu(1)), "residual_1/conv2d_1"));
    assertEquals("none", kernels(wide.on(Device.cpu(1)), "residual_1/relu_1"));
    assertEquals("none", kernels(wide.on(Device.reference()), "residual_1/conv2d_1"));
    assertEquals(0, wide.summary(false).kernels().size());
    assertTrue(wide.on(Device.cpu(1)).summary(true).toString().contains("result Winograd"));
    assertTrue(!wide.summary().toString().contains("kernels"));
  }
}
