package dev.gradus.engine.tape;

import static dev.gradus.engine.Layers.avgPool2d;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.op.RandomKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A plan must give what running operation by operation gives, whatever it fuses and shares.
class PlanTest {
  private static final LayerSpec TWICE =
      (input, init) -> Layer.fixed(x -> x.tanh().mul(x).add(x.flatten().reshape(-1, 4, 4, 4)));

  private static Model model(Device device) {
    return Model.sequential(
            Shape.of(2, 9, 9),
            conv2d(4, 3).padding(1),
            relu(),
            maxPool2d(2),
            TWICE,
            conv2d(3, 2),
            tanh(),
            avgPool2d(2),
            sigmoid(),
            flatten(),
            dense(5),
            relu(),
            dense(3))
        .on(device);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsEqualEagerOnes(boolean reference) {
    var device = reference ? Device.reference() : Device.cpu();
    var model = model(device);
    var context = Context.seeded(5).on(device);
    context.run(() -> {
      var x = Tensor.randn(3, 2, 9, 9);
      var labels = Tensor.of(0, 2, 1);
      var tape = new Tape();
      var symbols =
          context
              .training(true)
              .recording(tape)
              .call(() -> {
                var in = tape.input(x.shape());
                var target = tape.input(labels.shape());
                var out = model.forward(in);
                return List.of(in, target, out, out.crossEntropy(target));
              });
      var keys = new RandomKeys(1);
      var plan =
          Planner.training(tape, device.backend(), keys, symbols.get(3), List.of(symbols.get(2)));
      for (int run = 0; run < 2; run++) {
        device.backend().copy(x.slice(), plan.place(tape.idOf(symbols.get(0))));
        device.backend().copy(labels.slice(), plan.place(tape.idOf(symbols.get(1))));
        plan.forward();
        plan.backward();
      }
      var planned = model.parameters().gradients().toFloats();
      var plannedLoss = plan.place(tape.idOf(symbols.get(3))).get(0);
      device.backend().fill(model.parameters().gradients(), 0);
      var loss = model.forward(x).crossEntropy(labels);
      loss.backward();
      var eager = model.parameters().gradients().toFloats();
      assertEquals(loss.item(), plannedLoss, reference ? 1e-12 + 1e-7 : 1e-5);
      assertArrayEquals(eager, planned, 1e-5f);
      assertTrue(plan.size() < tape.steps().size(), "nothing was fused");
    });
  }

  @Test
  void activationsFuseIntoProductsAndConvolutions() {
    var model =
        Model.sequential(
            Shape.of(1, 8, 8), conv2d(2, 3), relu(), flatten(), dense(4), tanh(), dense(2));
    var tape = new Tape();
    var context = Context.current().recording(tape);
    var out = context.call(() -> model.forward(tape.input(Shape.of(1, 1, 8, 8))));
    var plan = Planner.inference(tape, model.device().backend(), new RandomKeys(0), List.of(out));
    assertEquals(
        List.of("conv2d_1: conv2d", "dense_1: linear", "dense_2: linear"), plan.operations());
  }

  @Test
  void aKeptValueIsNotFusedAway() {
    var tape = new Tape();
    var w = Tensor.ones(2, 2);
    var context = Context.current().recording(tape);
    var x = tape.input(Shape.of(1, 2));
    var y = context.call(() -> x.linear(w, Tensor.of(-3, 5)));
    var z = context.call(y::relu);
    var plan = Planner.inference(tape, Device.cpu().backend(), new RandomKeys(0), List.of(y, z));
    var in = plan.place(tape.idOf(x));
    in.set(0, 1);
    in.set(1, 1);
    plan.forward();
    assertArrayEquals(new float[] {-1, 7}, plan.place(tape.idOf(y)).toFloats());
    assertArrayEquals(new float[] {0, 7}, plan.place(tape.idOf(z)).toFloats());
  }

  @Test
  void inferenceSharesMemoryBetweenLayers() {
    var specs = new LayerSpec[20];
    for (int i = 0; i < specs.length; i++) {
      specs[i] = dense(1000);
    }
    var model = Model.sequential(Shape.of(1000), specs);
    var tape = new Tape();
    var context = Context.current().recording(tape);
    var out = context.call(() -> model.forward(tape.input(Shape.of(10, 1000))));
    var plan = Planner.inference(tape, model.device().backend(), new RandomKeys(0), List.of(out));
    assertTrue(plan.workspaceSize() <= 4 * 10_000 + 64, "workspace " + plan.workspaceSize());
  }

  @Test
  void whatDoesNotLeadToTheLossGetsNoGradient() {
    var tape = new Tape();
    var w =
        new dev.gradus.engine.Weight(
            "w", Shape.of(2), dev.gradus.engine.layer.Initializer.constant(3));
    w.slice();
    var context = Context.current().recording(tape);
    var aside = context.call(() -> w.square());
    var loss = context.call(() -> w.mul(2).sum());
    var plan =
        Planner.training(tape, Device.cpu().backend(), new RandomKeys(0), loss, List.of(aside));
    plan.forward();
    plan.backward();
    assertArrayEquals(new float[] {2, 2}, w.grad().toArray());
    assertArrayEquals(new float[] {9, 9}, plan.place(tape.idOf(aside)).toFloats());
  }
}
