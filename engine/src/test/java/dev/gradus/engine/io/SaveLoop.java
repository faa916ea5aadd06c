package dev.gradus.engine.io;

import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import java.nio.file.Path;
import java.util.Map;

/// A program that saves a model again and again, for [KilledSaveTest] to kill.
final class SaveLoop {
  private SaveLoop() {}

  /// Every number of the model is the number of the save, and so is the metadata.
  static Model model() {
    return Model.sequential(
            Shape.of(64), dev.gradus.engine.Layers.dense(512), dev.gradus.engine.Layers.dense(128))
        .on(Device.cpu(1));
  }

  /// Saves forever, or until standard input ends.
  ///
  /// @param args the file
  public static void main(String[] args) throws java.io.IOException {
    var path = Path.of(args[0]);
    var model = model();
    var values = new float[model.parameters().size()];
    for (int save = 1; System.in.available() == 0; save++) {
      java.util.Arrays.fill(values, save);
      model.parameters().restore(values);
      ModelFile.write(path, model, Map.of(), Map.of("save", Integer.toString(save)));
      if (save == 1) {
        System.out.println("saving");
      }
    }
  }
}
