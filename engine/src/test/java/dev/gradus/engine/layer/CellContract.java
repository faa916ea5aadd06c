package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.MeanSquared;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// What every recurrent layer owes besides the layer contract: planned steps equal eager ones, bits
/// do not depend on the number of threads, a masked sequence equals the shorter one, a stateful
/// layer over two halves equals one run, directions and results fit together.
final class CellContract {
  private static final int STEPS = 6;
  private static final int FEATURES = 3;

  private CellContract() {}

  static <S extends Recurrent<S>> Stream<DynamicTest> of(S spec) {
    var name = spec.describe();
    return Stream.of(
        dynamicTest(name + ": layer contract", () -> layer(spec)),
        dynamicTest(name + ": planned equals eager", () -> planned(spec)),
        dynamicTest(name + ": threads", () -> threads(spec)),
        dynamicTest(name + ": last step of the sequence", () -> lastStep(spec)),
        dynamicTest(name + ": reversed equals turned input", () -> reversed(spec)),
        dynamicTest(name + ": mask equals shorter", () -> mask(spec)),
        dynamicTest(name + ": mask before the sequence", () -> leadingMask(spec)),
        dynamicTest(name + ": stateful halves", () -> stateful(spec)),
        dynamicTest(name + ": gradients end at the border", () -> border(spec)),
        dynamicTest(name + ": any number of steps", () -> steps(spec)),
        dynamicTest(name + ": stacked", () -> stacked(spec)),
        dynamicTest(name + ": wrong input", () -> refuses(spec)));
  }

  private static Tensor random(long seed, int... dims) {
    return Context.seeded(seed).call(() -> Tensor.randn(dims));
  }

  private static Model model(LayerSpec... layers) {
    return Model.sequential(Shape.of(STEPS, FEATURES), layers).seed(5);
  }

  private static <S extends Recurrent<S>> void layer(S spec) {
    int n = spec.units();
    var states = spec.build(Shape.of(4, 3), new Initializers(false)).states();
    LayerContract.check(spec, Shape.of(4, 3), Shape.of(n));
    LayerContract.check(spec.returnSequences(), Shape.of(4, 3), Shape.of(4, n));
    LayerContract.check(spec.states().reversed(), Shape.of(3, 2), Shape.of(3, states * n));
    LayerContract.check(spec, Shape.of(1, 1), Shape.of(n));
  }

  private static <S extends Recurrent<S>> void planned(S spec) {
    var model = model(new Masking(0), spec.returnSequences(), new Dense(2));
    var x = padded(random(1, 4, STEPS, FEATURES), 5, 6, 2, 3);
    var target = random(2, 4, STEPS, 2);
    var loss = new MeanSquared();
    var program = model.programs().train(x.shape(), target.shape(), loss);
    program.input().storage().write(program.input().offset(), x.toArray(), 0, x.size());
    program.target().storage().write(program.target().offset(), target.toArray(), 0, target.size());
    for (int i = 0; i < 3; i++) {
      program.forward();
      program.backward();
    }
    var gradients = model.parameters().gradients().toFloats();
    model.device().backend().fill(model.parameters().gradients(), 0);
    var eager = loss.of(model.forward(x), target);
    eager.backward();
    assertEquals(eager.item(), program.loss(), 1e-6);
    assertArrayEquals(model.parameters().gradients().toFloats(), gradients, 1e-6f);
    assertTrue(Arrays.stream(new float[][] {gradients}).anyMatch(g -> g[0] != 0));
  }

  /// Trains a few steps.
  private static <S extends Recurrent<S>> float[] trained(S spec, Device device) {
    var model = model(spec.returnSequences(), spec.with(spec.settings())).seed(3).on(device);
    var x = random(1, 37, STEPS, FEATURES).toArray();
    var y = random(2, 37, spec.units()).toArray();
    model
        .train(
            dev.gradus.engine.data.Dataset.regression(
                Shape.of(STEPS, FEATURES), x, Shape.of(spec.units()), y))
        .batchSize(37)
        .epochs(3)
        .optimizer(new Adam(1e-2))
        .run();
    return model.parameters().snapshot();
  }

  private static <S extends Recurrent<S>> void threads(S spec) {
    var one = trained(spec, Device.cpu(1));
    assertArrayEquals(one, trained(spec, Device.cpu(2)));
    assertArrayEquals(one, trained(spec, Device.cpu(4)));
  }

  private static <S extends Recurrent<S>> void lastStep(S spec) {
    var x = random(1, 4, STEPS, FEATURES);
    var last = model(spec).predict(x);
    assertEquals(Shape.of(4, spec.units()), last.shape());
    assertArrayEquals(
        last.toArray(), model(spec.returnSequences(), new LastStep()).predict(x).toArray());
    var all = model(spec.returnSequences()).predict(x);
    assertEquals(Shape.of(4, STEPS, spec.units()), all.shape());
    var states = model(spec.states()).predict(x).narrow(2, 0, spec.units());
    assertArrayEquals(all.toArray(), states.toArray());
  }

  /// The same steps in the other order.
  static Tensor turned(Tensor x) {
    int steps = x.shape().dim(1);
    var parts = new Tensor[steps];
    for (int t = 0; t < steps; t++) {
      parts[t] = x.narrow(1, steps - 1 - t, steps - t);
    }
    return Tensor.concat(1, parts);
  }

  private static <S extends Recurrent<S>> void reversed(S spec) {
    var x = random(1, 4, STEPS, FEATURES);
    var forward = model(spec.returnSequences()).predict(turned(x));
    var backward = model(spec.returnSequences().reversed()).predict(x);
    assertArrayEquals(turned(forward).toArray(), backward.toArray());
    assertArrayEquals(
        model(spec).predict(turned(x)).toArray(), model(spec.reversed()).predict(x).toArray());
  }

  /// x with zeros after the given number of steps of every sample.
  private static Tensor padded(Tensor x, int... lengths) {
    var values = x.toArray();
    int steps = x.shape().dim(1);
    int n = x.shape().dim(2);
    for (int i = 0; i < values.length; i++) {
      values[i] = i / n % steps < lengths[i / n / steps] ? values[i] : 0;
    }
    return Tensor.of(x.shape(), values);
  }

  private static <S extends Recurrent<S>> void mask(S spec) {
    int[] lengths = {3, STEPS, 1};
    var x = padded(random(1, 3, STEPS, FEATURES), lengths);
    for (var layer : new LayerSpec[] {spec, spec.reversed(), new Bidirectional(spec)}) {
      var masked = model(new Masking(0), layer).predict(x);
      for (int i = 0; i < lengths.length; i++) {
        var shorter = x.narrow(0, i, i + 1).narrow(1, 0, lengths[i]);
        var expected =
            Model.sequential(Shape.of(lengths[i], FEATURES), layer).seed(5).predict(shorter);
        assertArrayEquals(
            expected.toArray(), masked.narrow(0, i, i + 1).toArray(), 1e-6f, layer.describe());
      }
    }
    var sequence = model(new Masking(0), spec.returnSequences()).predict(x);
    for (int t = lengths[0]; t < STEPS; t++) {
      assertEquals(sequence.get(0, lengths[0] - 1, 0), sequence.get(0, t, 0));
    }
  }

  private static <S extends Recurrent<S>> void leadingMask(S spec) {
    var x = random(1, 2, STEPS, FEATURES);
    var late = Tensor.concat(1, Tensor.zeros(2, 3, FEATURES), x.narrow(1, 0, 3));
    var expected = Model.sequential(Shape.of(3, FEATURES), spec).seed(5);
    assertArrayEquals(
        expected.predict(x.narrow(1, 0, 3)).toArray(),
        model(new Masking(0), spec).predict(late).toArray(),
        1e-6f);
    var mask = Tensor.of(Shape.of(2, 6), 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    assertArrayEquals(
        expected.forward(x.narrow(1, 0, 3)).toArray(),
        model(spec).forward(late.withMask(mask)).toArray(),
        1e-6f);
  }

  private static <S extends Recurrent<S>> void stateful(S spec) {
    var x = random(1, 2, 2 * STEPS, FEATURES);
    var whole = Model.sequential(Shape.of(2 * STEPS, FEATURES), spec.returnSequences()).seed(5);
    var expected = whole.predict(x);
    var chunks = model(spec.returnSequences().stateful());
    var halves = new Tensor[] {x.narrow(1, 0, STEPS), x.narrow(1, STEPS, 2 * STEPS)};
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2; i++) {
        var part = expected.narrow(1, i * STEPS, (i + 1) * STEPS).toArray();
        assertArrayEquals(part, chunks.predict(halves[i]).toArray(), 1e-5f);
      }
      chunks.resetState();
      for (int i = 0; i < 2; i++) {
        var part = expected.narrow(1, i * STEPS, (i + 1) * STEPS).toArray();
        assertArrayEquals(part, chunks.forward(halves[i]).toArray(), 1e-5f);
      }
      chunks.resetState();
    }
    var other = random(2, 3, STEPS, FEATURES);
    chunks.predict(halves[0]);
    var fresh = chunks.predict(other).toArray();
    assertArrayEquals(model(spec.returnSequences()).predict(other).toArray(), fresh, 1e-6f);
    assertFalse(Arrays.equals(fresh, chunks.predict(other).toArray()));
    assertEquals(whole.parameters().size(), chunks.parameters().size());
  }

  /// The gradient of a chunk is that from its first state as a constant.
  private static <S extends Recurrent<S>> void border(S spec) {
    var x = random(1, 2, STEPS, FEATURES);
    var loss = new Squares();
    var chunks = model(spec.states().stateful());
    var last = chunks.forward(x).narrow(1, STEPS - 1, STEPS);
    var program = chunks.programs().train(x.shape(), Shape.of(2, 1), loss);
    program.input().storage().write(program.input().offset(), x.toArray(), 0, x.size());
    program.forward();
    program.backward();
    var model = model(spec.states());
    var layer = (RecurrentLayer) model.layers().getFirst().layer();
    int n = spec.units();
    var first = new Tensor[layer.states()];
    for (int i = 0; i < first.length; i++) {
      first[i] = last.narrow(2, i * n, (i + 1) * n).reshape(2, n).detach();
    }
    model.device().backend().fill(model.parameters().gradients(), 0);
    loss.of(layer.from(x, first), x).backward();
    assertArrayEquals(
        model.parameters().gradients().toFloats(),
        chunks.parameters().gradients().toFloats(),
        1e-5f);
  }

  /// The sum of squares of the output.
  private record Squares() implements Loss {
    @Override
    public Tensor of(Tensor output, Tensor target) {
      return output.square().sum();
    }

    @Override
    public String name() {
      return "squares";
    }

    @Override
    public boolean classifies() {
      return false;
    }
  }

  private static <S extends Recurrent<S>> void steps(S spec) {
    var few = Model.sequential(Shape.of(5, FEATURES), spec).seed(5);
    var many = Model.sequential(Shape.of(500, FEATURES), spec).seed(5);
    assertEquals(few.parameters().size(), many.parameters().size());
    var layer = few.layers().getFirst().layer();
    few.predict(random(1, 1, 5, FEATURES));
    assertEquals(Shape.of(2, spec.units()), layer.forward(Tensor.zeros(2, 500, FEATURES)).shape());
  }

  private static <S extends Recurrent<S>> void stacked(S spec) {
    var dropped = model(spec.returnSequences(), new Dropout(0.5), spec);
    var plain = model(spec.returnSequences(), spec);
    var x = random(1, 3, STEPS, FEATURES);
    assertArrayEquals(plain.predict(x).toArray(), dropped.predict(x).toArray());
    Context.seeded(9)
        .training(true)
        .run(() -> {
          var first = dropped.forward(x, dropped.layers().get(0).name());
          assertArrayEquals(
              plain.forward(x, plain.layers().get(0).name()).toArray(), first.toArray());
          var between = first.dropout(0.5);
          var second = dropped.layers().get(2).layer();
          assertArrayEquals(
              plain.layers().get(1).layer().forward(between).toArray(),
              second.forward(between).toArray());
        });
    var names = dropped.record().steps().stream().map(s -> s.op().name()).toList();
    assertEquals(2, names.size(), "one operation for a sequence, none for dropout: " + names);
  }

  private static <S extends Recurrent<S>> void refuses(S spec) {
    var e =
        assertThrows(
            ShapeException.class, () -> Model.sequential(Shape.of(STEPS, FEATURES), spec, spec));
    assertTrue(e.getMessage().contains("returnSequences()"), e.getMessage());
    assertThrows(ShapeException.class, () -> Model.sequential(Shape.of(2, 8, 8), spec));
    var layer = spec.build(Shape.of(STEPS, FEATURES), new Initializers(false));
    var given =
        assertThrows(
            dev.gradus.engine.GradusException.class,
            () -> layer.from(Tensor.zeros(1, STEPS, FEATURES)));
    assertTrue(given.getMessage().contains("state"), given.getMessage());
  }
}
