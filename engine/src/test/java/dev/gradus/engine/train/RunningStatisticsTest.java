package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningStatisticsTest {
  private static final float[] INPUTS = {1, 2, 3, 4, 5, 6, 7, 9};

  private static Dataset data(float... inputs) {
    return Dataset.of(Shape.of(2), inputs, new int[] {0, 1, 0, 1}, 2);
  }

  @Test
  void aStepWhoseLossIsNotFiniteLeavesTheRunningStatisticsAlone() {
    // the first layer is finite, the loss is not: the statistics would have moved, and twice
    var model = Model.sequential(Shape.of(2), batchNorm(), dense(2));
    model.layer("dense_1").parameter("bias").set(Float.NaN, 0);
    var before = model.parameters().snapshot();
    var run = model.train(data(INPUTS)).batchSize(4).epochs(1);
    assertThrows(NumericException.class, run::run);
    assertArrayEquals(before, model.parameters().snapshot());
  }

  /// Changes nothing, and interrupts its thread in its second run.
  private static final class Stop implements Op {
    private int runs;

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Pass pass) {
      pass.backend().copy(pass.input(0), pass.output());
      if (++runs == 2) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void backward(Pass pass) {
      pass.backend().axpby(1, pass.gradOutput(), pass.accumulate(0) ? 1 : 0, pass.gradInput(0));
    }
  }

  @Test
  void anInterruptedStepLeavesTheLastOnesStatistics() {
    var stop = new Stop();
    LayerSpec stopping = (input, init) -> Layer.fixed(x -> Tensor.apply(stop, x));
    var model = Model.sequential(Shape.of(2), batchNorm(), stopping, dense(2));
    var snapshots = new ArrayList<float[]>();
    snapshots.add(model.parameters().snapshot());
    var run =
        model
            .train(data(INPUTS))
            .batchSize(4)
            .epochs(5)
            .listener(e -> {
              if (e instanceof TrainingEvent.StepDone) {
                snapshots.add(model.parameters().snapshot());
              }
            });
    assertThrows(InterruptedRunException.class, run::run);
    assertEquals(2, snapshots.size());
    assertArrayEquals(snapshots.getLast(), model.parameters().snapshot());
    Thread.interrupted();
  }

  @Test
  void aFinishedStepMovesThem() {
    var model = Model.sequential(Shape.of(2), batchNorm(), dense(2));
    var mean = model.layer("batchNorm_1").parameter("runningMean");
    model.train(data(INPUTS)).batchSize(4).epochs(1).run();
    assertArrayEquals(new float[] {0.4f, 0.525f}, mean.toArray(), 1e-6f);
    assertArrayEquals(new float[] {4, 5.25f}, means(), 1e-6f);
  }

  private static float[] means() {
    var x = Tensor.of(Shape.of(4, 2), Arrays.copyOf(INPUTS, 8));
    return x.mean(0).toArray();
  }
}
