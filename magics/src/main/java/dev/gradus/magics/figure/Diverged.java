package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.magics.MagicsException;
import java.util.Locale;

/// Models whose training has diverged: weights that are NaN or infinite make every answer
/// meaningless, so what looks at answers says so and draws nothing.
public final class Diverged {
  private Diverged() {}

  /// Fails if a weight is no finite number.
  ///
  /// @throws MagicsException naming the first layer with such weights, and what to do
  public static void refuse(Model model) {
    if (model.device().backend().allFinite(model.parameters().values())) {
      return;
    }
    for (BuiltLayer layer : model.layers()) {
      long broken = 0;
      long all = 0;
      for (Weight weight : layer.layer().parameters()) {
        all += weight.size();
        for (float v : weight.slice().toFloats()) {
          broken += Float.isFinite(v) ? 0 : 1;
        }
      }
      if (broken > 0) {
        throw new MagicsException(
            String.format(
                Locale.ROOT,
                "%s has diverged: %,d of the %,d weights of %s are NaN or infinite, so its answers"
                    + " mean nothing. Make a new model and train it with a smaller --lr, or with"
                    + " --clip-norm 1.",
                model.name(),
                broken,
                all,
                layer.name()));
      }
    }
  }
}
