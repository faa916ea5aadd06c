package dev.gradus.engine.io;

import dev.gradus.engine.Device;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Wire;
import dev.gradus.engine.train.Rings;
import dev.gradus.engine.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A program that saves again and again, for [KilledSaveTest] to kill.
final class SaveLoop {
  /// Something that is saved under a number, which then stands in every part of it.
  interface Saving {
    void save(Path path, int number);
  }

  private SaveLoop() {}

  /// What is saved by this name: `chain`, `graph` or `checkpoint`.
  static Saving saving(String kind) {
    var model = model(kind);
    if (!kind.equals("checkpoint")) {
      return (path, number) -> {
        fill(model, number);
        ModelFile.write(path, model, Map.of(), Map.of("save", Integer.toString(number)));
      };
    }
    var sound = state(model);
    return (path, number) -> {
      fill(model, number);
      TrainingFile.write(path, model, numbered(sound, number));
    };
  }

  static Model model(String kind) {
    if (kind.equals("graph")) {
      var left = Wire.input("left", 64);
      var right = Wire.input("right", 32);
      return Model.of(Wire.concat(left.dense(512), right.dense(128)).dense(64)).on(Device.cpu(1));
    }
    return kind.equals("checkpoint")
        ? Model.sequential(Shape.of(2), Layers.dense(8192), Layers.dense(2)).on(Device.cpu(1))
        : Model.sequential(Shape.of(64), Layers.dense(512), Layers.dense(128)).on(Device.cpu(1));
  }

  /// The state of a short run.
  private static TrainingState state(Model model) {
    model.train(Rings.points(8, 1)).optimizer(dev.gradus.engine.Optimizers.adam()).steps(2).run();
    return model.trainingState().orElseThrow();
  }

  private static void fill(Model model, int number) {
    var values = new float[model.parameters().size()];
    Arrays.fill(values, number);
    model.parameters().restore(values);
  }

  /// Weights, buffers of the optimizer and the counted steps of the model all say the number.
  private static TrainingState numbered(TrainingState state, int number) {
    var buffers = state.optimizerBuffers().stream().map(float[]::clone).toList();
    buffers.forEach(b -> Arrays.fill(b, number));
    var weights = new float[state.weights().length];
    Arrays.fill(weights, number);
    var p = state.position();
    return new TrainingState(
        new TrainingState.Position(
            p.seed(),
            p.samples(),
            p.batchSize(),
            p.epoch(),
            p.stepInEpoch(),
            p.step(),
            number,
            p.rate(),
            p.rateScale(),
            p.callbacksDone()),
        state.sums(),
        weights,
        state.optimizer(),
        List.copyOf(buffers),
        state.callbacks(),
        state.history());
  }

  /// Saves forever, or until standard input ends.
  ///
  /// @param args what, and the file
  public static void main(String[] args) throws IOException {
    var saving = saving(args[0]);
    var path = Path.of(args[1]);
    for (int save = 1; System.in.available() == 0; save++) {
      saving.save(path, save);
      if (save == 1) {
        System.out.println("saving");
      }
    }
  }
}
