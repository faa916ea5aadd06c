package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.golden.Golden.Numbers;
import dev.gradus.engine.layer.Attention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Attention equals PyTorch's forward and backward to 1e-5 on every device; golden_attention.py
/// states the conventions.
@Covers("I07")
final class AttentionGoldenTest {
  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicTest> golden() {
    var tests = new ArrayList<DynamicTest>();
    var cases = Golden.cases("attention");
    for (var device : List.of(Device.reference(), Device.cpu())) {
      var largest = new double[1];
      for (var c : cases) {
        tests.add(
            dynamicTest(
                c.name() + " on " + device,
                () -> {
                  double error = Context.seeded(1).on(device).call(() -> difference(c, device));
                  largest[0] = Math.max(largest[0], error);
                  assertTrue(error <= TOLERANCE, () -> "differs by " + error);
                }));
      }
      tests.add(
          dynamicTest(
              "attention on " + device,
              () ->
                  System.out.printf(
                      Locale.ROOT,
                      "golden %-20s %2d cases, largest difference %.1e, %s%n",
                      "attention",
                      cases.size(),
                      largest[0],
                      device)));
    }
    return tests.stream();
  }

  private static double difference(Case c, Device device) {
    var inputs = c.list("inputs");
    var score = c.constant(Attention.Score.class, "score");
    int units = score == Attention.Score.ADDITIVE ? inputs.getLast().shape().dim(0) : 0;
    var flows = new ArrayList<Wire>();
    var batches = new ArrayList<Tensor>();
    for (int i = 0; i < 3; i++) {
      var shape = inputs.get(i).shape();
      flows.add(Wire.input("input " + i, shape.rest().dims()));
      batches.add(tensor(device, inputs.get(i)).requiresGrad());
    }
    var spec = new Attention(score, units, false);
    var out = Wire.join(spec, flows.get(0), flows.get(1), flows.get(2));
    var model = Model.of(flows, List.of(out)).on(device);
    var all = new ArrayList<>(batches);
    all.addAll(model.parameters().list());
    for (int i = 3; i < inputs.size(); i++) {
      fill(all.get(i).slice(), inputs.get(i).data());
    }
    device.backend().fill(model.parameters().gradients(), 0);
    batches.get(1).withMask(mask(c, device));
    var y = model.forward(batches.get(0), batches.get(1), batches.get(2));
    assertEquals(c.numbers("output").shape(), y.shape());
    y.mul(tensor(device, c.numbers("gradOutput"))).sum().backward();
    double worst = Golden.difference(c.numbers("output").data(), values(y.slice()));
    assertEquals(inputs.size(), all.size());
    for (int i = 0; i < all.size(); i++) {
      var expected = Objects.requireNonNull(c.gradient(i)).data();
      worst = Math.max(worst, Golden.difference(expected, values(all.get(i).grad().slice())));
    }
    return worst;
  }

  private static @org.jspecify.annotations.Nullable Tensor mask(Case c, Device device) {
    var lengths = c.attribute("lengths");
    if (lengths.isJsonNull()) {
      return null;
    }
    var keys = c.list("inputs").get(1).shape();
    int steps = keys.dim(1);
    var values = new double[keys.dim(0) * steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % steps < lengths.getAsJsonArray().get(i / steps).getAsInt() ? 1 : 0;
    }
    return tensor(device, new Numbers(Shape.of(keys.dim(0), steps), values));
  }

  private static Tensor tensor(Device device, Numbers numbers) {
    var place = Slice.of(device.backend().allocate(numbers.data().length));
    fill(place, numbers.data());
    return Tensor.on(device, numbers.shape(), place);
  }

  private static void fill(Slice place, double[] values) {
    for (int i = 0; i < values.length; i++) {
      place.set(i, values[i]);
    }
  }

  private static double[] values(Slice slice) {
    var values = new double[slice.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = slice.get(i);
    }
    return values;
  }
}
