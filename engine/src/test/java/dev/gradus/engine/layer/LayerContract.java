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
import dev.gradus.engine.train.MeanSquared;
import java.util.function.Supplier;

/// What every layer owes, whatever it does: the shape it promises, derivatives by input and
/// parameters that equal differences, the same result planned and step by step and on every device,
/// weights that the seed alone decides, batches of any size. A layer that behaves otherwise in
/// training has [#checkTraining] too.
public final class LayerContract {
  private static final double STEP = 1e-5;

  private LayerContract() {}

  /// Makes a batch [batch, ...] of samples.
  @FunctionalInterface
  public interface Inputs {
    /// Normal numbers.
    Inputs NORMAL = Tensor::randn;

    /// Class or word indices: they have no gradient.
    static Inputs indices(int n) {
      return dims -> {
        var x = Tensor.rand(dims);
        var whole = new float[x.size()];
        for (int i = 0; i < whole.length; i++) {
          whole[i] = (float) Math.floor(x.toArray()[i] * n);
        }
        return Tensor.of(x.shape(), whole);
      };
    }

    Tensor make(int... dims);
  }

  /// Checks a layer on samples of a shape.
  public static void check(LayerSpec spec, Shape input, Shape output) {
    check(spec, input, output, Inputs.NORMAL);
  }

  /// Checks a layer on samples of a shape and kind.
  public static void check(LayerSpec spec, Shape input, Shape output, Inputs inputs) {
    assertFalse(spec.describe().isBlank());
    var model = Model.sequential(input, spec).seed(11).on(Device.reference());
    assertEquals(output, model.outputShape());
    assertEquals(output, model.summary().rows().getFirst().outputShape());
    for (int batch : new int[] {0, 1, 3}) {
      var x = input(input, batch, Device.reference(), inputs);
      assertEquals(output.prepend(batch), model.forward(x).shape());
      assertArrayEquals(model.forward(x).toArray(), model.predict(x).toArray(), 1e-6f);
    }
    var exact = model.predict(input(input, 3, Device.reference(), inputs)).toArray();
    var cpu = Model.sequential(input, spec).seed(11);
    var fast = cpu.predict(input(input, 3, Device.cpu(), inputs)).toArray();
    float largest = 1;
    for (float value : exact) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(exact, fast, 1e-5f * largest);
    gradients(
        model, input(input, 2, Device.reference(), inputs), inputs.equals(Inputs.NORMAL), false);
    counts(model);
    assertTrue(model.replayable(), "a built-in layer must be replayable");
  }

  /// Checks derivatives in training, that a planned step gives the gradients and buffers of one
  /// operation by operation, and that inference leaves buffers alone.
  static void checkTraining(LayerSpec spec, Shape input, Inputs inputs) {
    var model = Model.sequential(input, spec).seed(11).on(Device.reference());
    var x = input(input, 3, Device.reference(), inputs);
    var before = model.parameters().snapshot();
    model.predict(x);
    assertArrayEquals(before, model.parameters().snapshot(), "inference changed the buffers");
    gradients(model, x, inputs.equals(Inputs.NORMAL), true);
    planned(spec, input, inputs, Device.reference(), 1e-6f);
    planned(spec, input, inputs, Device.cpu(), 1e-4f);
  }

  private static void planned(
      LayerSpec spec, Shape input, Inputs inputs, Device device, float tolerance) {
    var eager = Model.sequential(input, spec).seed(11).on(device);
    var planned = Model.sequential(input, spec).seed(11).on(device);
    var x = input(input, 3, device, inputs);
    var target = input(eager.outputShape(), 3, device, Inputs.NORMAL);
    boolean learns = eager.parameters().learned() > 0;
    device.backend().fill(eager.parameters().gradients(), 0);
    Context.seeded(4)
        .on(device)
        .training(true)
        .run(() -> {
          var loss = eager.forward(x).meanSquaredError(target);
          if (learns) {
            loss.backward();
          }
        });
    var loss = new MeanSquared();
    var program = planned.programs().train(x.shape(), target.shape(), loss);
    program.input().storage().write(program.input().offset(), x.toArray(), 0, x.size());
    program.target().storage().write(program.target().offset(), target.toArray(), 0, target.size());
    program.forward();
    if (learns) {
      program.backward();
    }
    assertArrayEquals(
        eager.parameters().snapshot(), planned.parameters().snapshot(), tolerance, "values");
    assertArrayEquals(
        eager.parameters().gradients().toFloats(),
        planned.parameters().gradients().toFloats(),
        tolerance,
        "gradients");
  }

  /// Buffers are no parameters, and what the table counts is what can be learned.
  private static void counts(Model model) {
    long learned = 0;
    for (var weight : model.parameters().list()) {
      assertEquals(!weight.isBuffer(), weight.trainable(), weight.name());
      learned += weight.isBuffer() ? 0 : weight.size();
    }
    assertEquals(learned, model.summary().totalParameters());
    assertEquals(learned, model.parameters().trainable().stream().mapToLong(r -> r.count()).sum());
  }

  private static Tensor input(Shape sample, int batch, Device device, Inputs inputs) {
    return Context.seeded(21).on(device).call(() -> inputs.make(sample.prepend(batch).dims()));
  }

  /// Compares the gradients of a weighted sum of the outputs with central differences, in double.
  private static void gradients(Model model, Tensor x, boolean byInput, boolean training) {
    if (byInput) {
      x.requiresGrad();
    }
    Supplier<Tensor> loss = () -> loss(model, x, training);
    var device = model.device();
    device.backend().fill(model.parameters().gradients(), 0);
    loss.get().backward();
    if (byInput) {
      compare("input", x.slice(), present(x.gradSlice()), loss);
    }
    for (Weight weight : model.parameters().list()) {
      if (weight.isBuffer()) {
        continue;
      }
      compare(weight.name(), weight.slice(), present(weight.gradSlice()), loss);
    }
  }

  private static Tensor loss(Model model, Tensor x, boolean training) {
    return Context.seeded(4)
        .on(model.device())
        .training(training)
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
