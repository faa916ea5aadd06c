package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Memory;
import dev.gradus.engine.Model;
import dev.gradus.engine.SymbolicReadException;
import dev.gradus.engine.Weight;
import dev.gradus.engine.tape.Planner;
import dev.gradus.engine.tape.Tape;
import dev.gradus.engine.train.Optimizer;
import java.util.List;

/// Works out what a training step needs.
public final class Footprint {
  private Footprint() {}

  /// For a batch size and an optimizer; the loss is a sum of squares, whose own memory is that of
  /// any loss.
  public static Memory of(Model model, int batchSize, Optimizer optimizer) {
    if (batchSize < 1) {
      throw new GradusException("a batch needs at least 1 sample, got " + batchSize + ".");
    }
    long values = model.parameters().list().stream().mapToLong(Weight::size).sum();
    long trained = model.trainableParameters().stream().mapToLong(Weight::size).sum();
    return new Memory(
        batchSize,
        values * Float.BYTES,
        values * Float.BYTES,
        values * Float.BYTES,
        trained * optimizer.memory() * Float.BYTES,
        (long) workspace(model, batchSize) * Float.BYTES);
  }

  private static int workspace(Model model, int batchSize) {
    var tape = new Tape();
    try {
      return Context.seeded(model.seed())
          .on(model.device())
          .training(true)
          .recording(tape)
          .call(() -> {
            var output = model.forward(tape.input(model.inputShape().prepend(batchSize)));
            var target = tape.input(output.shape());
            var loss = output.meanSquaredError(target);
            return Planner.workspaceSize(tape, model.device().backend(), loss, List.of(output));
          });
    } catch (SymbolicReadException e) {
      throw new GradusException(
          "the memory of "
              + model.name()
              + " is not known before it runs: one of its layers reads values on the way.",
          e);
    }
  }
}
