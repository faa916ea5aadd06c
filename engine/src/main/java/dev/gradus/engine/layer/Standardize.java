package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.data.Standardizer;
import dev.gradus.engine.internal.Given;
import java.util.List;

/// Standardizes its input with numbers that were measured before: (x - mean) / std, the first layer
/// of a model that takes raw data:
///
/// ```java
/// var ready = Standardizer.fit(pair.train());     // the training part alone
/// var model = Model.input(1, 28, 28).standardize(ready).flatten().dense(10);
/// ```
///
/// The numbers are part of the model, and of its file: a saved model takes the same raw data, and
/// nobody can forget or repeat the preprocessing when predicting. They are never trained. Any input
/// whose size is a multiple of the number of means; a deviation of 0 divides nothing, as in
/// [Standardizer].
///
/// Takes any shape of that size and gives the same.
///
/// Errors: GradusException without a standardizer; ShapeException for a sample whose size is no
/// multiple of the number of means.
///
/// Source: LeCun, Bottou, Orr, Mueller, "Efficient BackProp", 1998, section 4.3; Keras'
/// `Normalization`.
///
/// @param by what was measured
public record Standardize(Standardizer by) implements LayerSpec {
  /// Checks that there are numbers to standardize by.
  public Standardize {
    Given.one("the standardizer", by);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    int groups = by.mean().size();
    if (input.size() == 0 || input.size() % groups != 0) {
      throw new ShapeException(
          "the standardizer was fitted to "
              + groups
              + " features, but a sample of "
              + input
              + " has "
              + input.size()
              + ". Use data of the shape it was fitted to.");
    }
    int block = input.size() / groups;
    var mean = init.buffer("mean", filled(by.mean(), false), groups, 1);
    var std = init.buffer("std", filled(by.std(), true), groups, 1);
    return Layer.fixed(
        x -> {
          int batch = x.shape().dim(0);
          var ready = x.reshape(batch, groups, block).sub(mean).div(std);
          return ready.reshape(x.shape().dims());
        },
        mean,
        std);
  }

  private static Initializer filled(List<Double> numbers, boolean divisor) {
    return (shape, values, random) -> {
      for (int i = 0; i < values.length; i++) {
        float x = numbers.get(i).floatValue();
        values[i] = divisor && !(x > 0) ? 1 : x;
      }
    };
  }

  @Override
  public String describe() {
    return "standardize(" + by.mean().size() + (by.mean().size() == 1 ? " mean)" : " means)");
  }
}
