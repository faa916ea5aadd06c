package dev.gradus.engine.diagnose;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Program;
import java.util.stream.IntStream;

/// The first samples of data as a batch.
final class Batches {
  private Batches() {}

  static void fill(Dataset data, int n, Program program) {
    write(inputs(data, n), program.input());
    var targets = new float[n * data.targetShape().size()];
    data.gatherTargets(IntStream.range(0, n).toArray(), 0, n, targets, 0);
    write(targets, program.target());
  }

  static Tensor inputs(Model model, Dataset data, int n) {
    var place = Slice.of(model.device().backend().allocate(n * data.inputShape().size()));
    write(inputs(data, n), place);
    return Tensor.on(model.device(), data.inputShape().prepend(n), place);
  }

  private static float[] inputs(Dataset data, int n) {
    var values = new float[n * data.inputShape().size()];
    data.gatherInputs(IntStream.range(0, n).toArray(), 0, n, values, 0);
    return values;
  }

  private static void write(float[] values, Slice place) {
    place.storage().write(place.offset(), values, 0, values.length);
  }
}
