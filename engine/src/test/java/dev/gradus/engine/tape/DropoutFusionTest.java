package dev.gradus.engine.tape;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Layers.softmax;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Dropout within the step of a product gives what it gives by itself, bit by bit.
class DropoutFusionTest {
  private static final int BATCH = 37;
  private static final int INPUT = 53;

  /// With a place before every dropout that sees what comes there.
  private static Model model(Device device, Consumer<Tensor> seen) {
    LayerSpec look =
        (input, init) ->
            Layer.fixed(x -> {
              seen.accept(x);
              return x;
            });
    return Model.sequential(
            Shape.of(INPUT),
            dense(301),
            relu(),
            look,
            dropout(0.3),
            dense(97),
            look,
            dropout(0.5),
            dense(64),
            sigmoid(),
            look,
            dropout(0.2),
            dense(33),
            relu(),
            look,
            dropout(0.6),
            dense(10))
        .on(device);
  }

  /// What a step computes: the result and all gradients.
  private record Found(List<String> operations, int workspace, float[] output, float[] gradients) {}

  private static Found step(Device device, boolean apart) {
    var kept = new ArrayList<Tensor>();
    var model = model(device, kept::add);
    var context = Context.seeded(5).on(device);
    return context.call(() -> {
      var tape = new Tape();
      var x = Tensor.randn(BATCH, INPUT);
      var symbols =
          context
              .training(true)
              .recording(tape)
              .call(() -> {
                var in = tape.input(x.shape());
                var target = tape.input(Shape.of(BATCH));
                kept.clear();
                var y = model.forward(in);
                if (!apart) {
                  kept.clear();
                }
                return List.of(in, target, y, y.crossEntropy(target));
              });
      kept.add(symbols.get(2));
      var keys = new RandomKeys(11);
      var plan = Planner.training(tape, device.backend(), keys, symbols.get(3), kept);
      keys.step(3);
      device.backend().copy(x.slice(), plan.place(tape.idOf(symbols.get(0))));
      for (int run = 0; run < 2; run++) {
        plan.forward();
        plan.backward();
      }
      return new Found(
          plan.operations(),
          plan.workspaceSize(),
          plan.place(tape.idOf(symbols.get(2))).toFloats(),
          model.parameters().gradients().toFloats());
    });
  }

  @Test
  void sameBitsAsApartWithFewerSteps() {
    for (var device : List.of(Device.reference(), Device.cpu(1), Device.cpu(2), Device.cpu(4))) {
      var fused = step(device, false);
      var apart = step(device, true);
      assertArrayEquals(apart.output, fused.output);
      assertArrayEquals(apart.gradients, fused.gradients);
      assertEquals(apart.operations.size() - 3, fused.operations.size());
      assertTrue(fused.workspace < apart.workspace);
    }
  }

  @Test
  void sameBitsForAnyNumberOfThreads() {
    var one = step(Device.cpu(1), false);
    for (int threads : new int[] {2, 4}) {
      var more = step(Device.cpu(threads), false);
      assertArrayEquals(one.output, more.output);
      assertArrayEquals(one.gradients, more.gradients);
    }
  }

  @Test
  void stepsOfATrainingAndOfAPrediction() {
    assertEquals(
        List.of(
            "dense_1: linearDropout",
            "dense_2: linearDropout",
            "dense_3: linear",
            "dropout_3: dropout",
            "dense_4: linearDropout",
            "dense_5: linear"),
        step(Device.cpu(1), false).operations.subList(0, 6));
    var model = Model.sequential(Shape.of(4), dense(3), relu(), dropout(0.5), dense(2), softmax());
    var tape = new Tape();
    var out =
        Context.current().recording(tape).call(() -> model.forward(tape.input(Shape.of(1, 4))));
    var plan = Planner.inference(tape, model.device().backend(), new RandomKeys(0), List.of(out));
    assertEquals(List.of("dense_1: linear", "dense_2: linear"), plan.operations().subList(0, 2));
  }

  @Test
  void dropoutOfAResultThatIsReadTwiceStaysApart() {
    var tape = new Tape();
    var w = Tensor.ones(2, 2);
    var context = Context.current().training(true).recording(tape);
    var x = tape.input(Shape.of(1, 2));
    var out =
        context.call(() -> {
          var y = x.linear(w, Tensor.of(1, 1));
          return y.dropout(0.5).add(y);
        });
    var plan = Planner.inference(tape, Device.cpu().backend(), new RandomKeys(0), List.of(out));
    assertEquals(List.of("linear", "dropout", "add"), plan.operations());
  }
}
