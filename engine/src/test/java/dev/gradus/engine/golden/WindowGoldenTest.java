package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.layer.AvgPool1d;
import dev.gradus.engine.layer.Conv1d;
import dev.gradus.engine.layer.ConvWindow;
import dev.gradus.engine.layer.GlobalAvgPool2d;
import dev.gradus.engine.layer.GlobalMaxPool2d;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.LocallyConnected2d;
import dev.gradus.engine.layer.MaxPool1d;
import dev.gradus.engine.layer.Maxout;
import dev.gradus.engine.op.LpPooling2d;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Norm pooling, and whole layers with their parameters, equal PyTorch's to 1e-5 on every device.
/// golden_windows.py says where conventions differ.
final class WindowGoldenTest {
  private static final double TOLERANCE = 1e-5;
  private static final Map<String, LayerSpec> LAYERS =
      Map.ofEntries(
          Map.entry("globalAvgPool2d", new GlobalAvgPool2d()),
          Map.entry("globalMaxPool2d", new GlobalMaxPool2d()),
          Map.entry("maxPool1d", new MaxPool1d(3).stride(2).padding(1).ceilMode()),
          Map.entry("avgPool1d", new AvgPool1d(3).stride(2).padding(1)),
          Map.entry("conv1d", new Conv1d(4, 3)),
          Map.entry("conv1d, strided", new Conv1d(4, 3).stride(2).padding(2).dilation(2)),
          Map.entry("conv1d, same", new Conv1d(2, 4).same()),
          Map.entry("conv1d, causal", new Conv1d(2, 3).causal().dilation(2)),
          Map.entry("conv1d, groups", new Conv1d(6, 3).groups(3)),
          Map.entry(
              "locallyConnected2d",
              new LocallyConnected2d(3, ConvWindow.of(3, 2).stepping(1, 2), null)),
          Map.entry("maxout", new Maxout(3, 2)));

  private static Op norm(Case c) {
    var window = c.integers("window");
    var stride = c.integers("stride");
    var windows =
        new Windows(window[0], window[1], stride[0], stride[1], Padding.valid(), c.flag("ceil"));
    return new LpPooling2d(windows, c.number("power"));
  }

  @TestFactory
  @Covers("B11")
  Stream<DynamicTest> normPooling() {
    return OpGolden.tests(Map.of("lpPool2d", WindowGoldenTest::norm));
  }

  @TestFactory
  Stream<DynamicTest> layers() {
    var cases = Golden.cases("windowLayers");
    assertEquals(LAYERS.size(), cases.size());
    var tests = new ArrayList<DynamicTest>();
    for (var device : List.of(Device.reference(), Device.cpu())) {
      var largest = new double[1];
      for (var c : cases) {
        var name = c.name() + " on " + device;
        tests.add(
            DynamicTest.dynamicTest(name, () -> largest[0] = Math.max(largest[0], run(c, device))));
      }
      tests.add(
          DynamicTest.dynamicTest(
              "window layers on " + device,
              () ->
                  System.out.printf(
                      Locale.ROOT,
                      "golden %-20s %2d cases, largest difference %.1e, %s%n",
                      "windowLayers",
                      cases.size(),
                      largest[0],
                      device)));
    }
    return tests.stream();
  }

  private static double run(Case c, Device device) {
    var inputs = c.list("inputs");
    var shape = inputs.getFirst().shape();
    var spec = Objects.requireNonNull(LAYERS.get(c.name()), c.name());
    var model = Model.sequential(shape.rest(), spec).on(device);
    var weights = model.parameters().list();
    model.parameters().values();
    for (int i = 0; i < weights.size(); i++) {
      assertEquals(inputs.get(i + 1).shape(), weights.get(i).shape());
      weights.get(i).set(floats(inputs.get(i + 1).data()));
    }
    return Context.seeded(1).on(device).call(() -> compare(c, model, weights, shape));
  }

  private static double compare(Case c, Model model, List<Weight> weights, Shape shape) {
    var x = Tensor.of(shape, floats(c.list("inputs").getFirst().data())).requiresGrad();
    model.device().backend().fill(model.parameters().gradients(), 0);
    var y = model.forward(x);
    var expected = c.numbers("output");
    assertEquals(expected.shape(), y.shape());
    y.mul(Tensor.of(y.shape(), floats(c.numbers("gradOutput").data()))).sum().backward();
    double worst = Golden.difference(expected.data(), Arena.toArray(y.slice()));
    worst = Math.max(worst, difference(c, 0, x.gradSlice()));
    for (int i = 0; i < weights.size(); i++) {
      worst = Math.max(worst, difference(c, i + 1, weights.get(i).gradSlice()));
    }
    double error = worst;
    assertTrue(error <= TOLERANCE, () -> "differs by " + error);
    return error;
  }

  private static double difference(
      Case c, int input, @org.jspecify.annotations.Nullable Slice gradient) {
    var expected = Objects.requireNonNull(c.gradient(input));
    return Golden.difference(expected.data(), Arena.toArray(Objects.requireNonNull(gradient)));
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  @Covers("B02")
  void convolutionSizes() {
    var table = Golden.cases("convSizes").getFirst().numbers("table");
    for (int at = 0; at < table.data().length; at += 5) {
      int n = (int) table.data()[at];
      int kernel = (int) table.data()[at + 1];
      int padding = (int) table.data()[at + 2];
      int stride = (int) table.data()[at + 3];
      int out = (int) table.data()[at + 4];
      var spec = new dev.gradus.engine.layer.Conv2d(1, kernel).padding(padding).stride(stride);
      assertEquals(Shape.of(1, out, out), Model.input(1, n, n).then(spec).outputShape());
    }
  }
}
