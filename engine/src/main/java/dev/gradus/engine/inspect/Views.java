package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What the tools that look at one sample have in common.
final class Views {
  private Views() {}

  /// Runs code in inference on the model's device, with the model's gradients at zero before and
  /// after it.
  static <T> T looking(Model model, Function<Context, T> body) {
    var context = Context.current().on(model.device()).training(false).recording(null);
    return context.call(() -> {
      var backend = model.device().backend();
      backend.fill(model.parameters().gradients(), 0);
      try {
        return body.apply(context);
      } finally {
        backend.fill(model.parameters().gradients(), 0);
      }
    });
  }

  /// A batch of one sample, whose gradient is wanted.
  ///
  /// @param sample of the model's input shape, or a batch of one
  static Tensor single(Model model, Tensor sample) {
    var shape = model.inputShape();
    if (model.inputs().size() != 1) {
      throw new GradusException(
          model.name() + " has several inputs; this looks at models with one input.");
    }
    if (!sample.shape().equals(shape) && !sample.shape().equals(shape.prepend(1))) {
      throw new ShapeException(
          "expected one sample " + shape + ", got " + sample.shape() + ". Take one of a batch.");
    }
    return Tensor.of(shape.prepend(1), sample.toArray()).requiresGrad();
  }

  /// The scores of classes for one sample, [1, classes].
  static Tensor scores(Model model, Tensor batch) {
    var scores = model.forward(batch);
    if (scores.shape().rank() != 2) {
      throw new GradusException(
          model.name()
              + " gives "
              + scores.shape().rest()
              + ", which are no scores of classes. Use a model that ends with dense(classes).");
    }
    return scores;
  }

  /// A class, the likeliest if it is negative.
  static int target(Tensor scores, int target) {
    int classes = scores.shape().last();
    if (target >= classes) {
      throw new GradusException(
          "there is no class "
              + target
              + ": the model has "
              + classes
              + " (0 to "
              + (classes - 1)
              + ").");
    }
    return target < 0 ? scores.argmax()[0] : target;
  }

  /// A single number of a batch of one.
  static Tensor number(Tensor scores, int target) {
    return scores.narrow(1, target, target + 1).sum();
  }

  /// The values [channels, height, width] as the largest size over the channels.
  static float[] largest(Shape image, float[] values) {
    int pixels = image.dim(-2) * image.dim(-1);
    var map = new float[pixels];
    IntStream.range(0, values.length)
        .forEach(i -> map[i % pixels] = Math.max(map[i % pixels], Math.abs(values[i])));
    return map;
  }
}
