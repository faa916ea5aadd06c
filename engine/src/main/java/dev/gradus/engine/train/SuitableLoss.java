package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.TargetPart;
import java.util.Arrays;

/// The loss for those who name none.
final class SuitableLoss {
  private static final Shape ONE_SCORE = Shape.of(1);

  private SuitableLoss() {}

  /// See [Evaluator#lossFor].
  static Loss of(Model model, Dataset data) {
    var parts = data.targetParts();
    if (model.outputs().size() > 1 && model.outputs().size() == parts.size()) {
      var sum = LossSum.of(model);
      for (int i = 0; i < parts.size(); i++) {
        var output = model.outputs().get(i);
        sum = sum.with(output.name(), of(output.shape(), parts.get(i)));
      }
      return sum;
    }
    return of(model.outputShape(), new TargetPart(data.targetShape(), data.classes()));
  }

  private static Loss of(Shape output, TargetPart target) {
    if (target.classes() == 2 && output.equals(ONE_SCORE)) {
      return new BinaryCrossEntropy();
    }
    return target.isClassification() || scores(output, target.shape())
        ? new CrossEntropy()
        : new MeanSquared();
  }

  /// Whether an output holds scores of classes for every target.
  static boolean scores(Shape output, Shape target) {
    return target.rank() > 0
        && output.rank() == target.rank() + 1
        && output.last() > 1
        && Shape.of(Arrays.copyOf(output.dims(), target.rank())).equals(target);
  }
}
