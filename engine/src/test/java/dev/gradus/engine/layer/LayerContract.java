package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.Slice;
import java.util.function.Supplier;

/// What every layer owes, whatever it does: the shape it promises, derivatives by input and
/// parameters that equal differences, the same result planned and step by step and on every device,
/// weights that the seed alone decides, batches of any size.
final class LayerContract {
  private static final double STEP = 1e-5;

  private LayerContract() {}

  /// Checks a layer on samples of a shape.
  static void check(LayerSpec spec, Shape input, Shape output) {
    assertFalse(spec.describe().isBlank());
    var model = Model.sequential(input, spec).seed(11).on(Device.reference());
    assertEquals(output, model.outputShape());
    assertEquals(output, model.summary().rows().getFirst().outputShape());
    for (int batch : new int[] {0, 1, 3}) {
      var x = input(input, batch, Device.reference());
      assertEquals(output.prepend(batch), model.forward(x).shape());
      assertArrayEquals(model.forward(x).toArray(), model.predict(x).toArray(), 1e-6f);
    }
    var exact = model.predict(input(input, 3, Device.reference())).toArray();
    var fast =
        Model.sequential(input, spec).seed(11).predict(input(input, 3, Device.cpu())).toArray();
    assertArrayEquals(exact, fast, 1e-5f);
    gradients(model, input(input, 2, Device.reference()));
    assertTrue(model.replayable(), "a built-in layer must be replayable");
  }

  private static Tensor input(Shape sample, int batch, Device device) {
    return Context.seeded(21).on(device).call(() -> Tensor.randn(sample.prepend(batch).dims()));
  }

  /// Compares the gradients of a weighted sum of the outputs with central differences, in double.
  private static void gradients(Model model, Tensor x) {
    x.requiresGrad();
    Supplier<Tensor> loss = () -> loss(model, x);
    var device = model.device();
    device.backend().fill(model.parameters().gradients(), 0);
    loss.get().backward();
    compare("input", x.slice(), present(x.gradSlice()), loss);
    for (Weight weight : model.parameters().list()) {
      compare(weight.name(), weight.slice(), present(weight.gradSlice()), loss);
    }
  }

  private static Tensor loss(Model model, Tensor x) {
    return Context.seeded(4)
        .on(model.device())
        .call(() -> {
          var y = model.forward(x);
          return y.mul(Tensor.randn(y.shape().dims())).sum();
        });
  }

  private static Slice present(@org.jspecify.annotations.Nullable Slice slice) {
    if (slice == null) {
      throw new AssertionError("there is no gradient");
    }
    return slice;
  }

  private static void compare(String what, Slice values, Slice gradient, Supplier<Tensor> loss) {
    for (int i = 0; i < values.length(); i += 1 + values.length() / 40) {
      double old = values.get(i);
      values.set(i, old + STEP);
      double above = loss.get().slice().get(0);
      values.set(i, old - STEP);
      double below = loss.get().slice().get(0);
      values.set(i, old);
      double expected = (above - below) / (2 * STEP);
      assertEquals(
          expected, gradient.get(i), 1e-6 * Math.max(1, Math.abs(expected)), what + " " + i);
    }
  }
}
