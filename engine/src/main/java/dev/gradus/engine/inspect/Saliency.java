package dev.gradus.engine.inspect;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;

/// How much the score of a class changes with every number of an input: the gradient of the score
/// by the input, in inference.
///
/// ```java
/// var s = Saliency.of(lenet, image);          // of the class that the model says
/// s.map()                                     // [height, width], largest size over the channels
/// ```
///
/// Source: Simonyan, Vedaldi, Zisserman, "Deep Inside Convolutional Networks: Visualising Image
/// Classification Models and Saliency Maps", arXiv 1312.6034, section 3.
///
/// @param target the class
/// @param score its score
/// @param gradient of the score, shaped like the input
public record Saliency(int target, double score, Tensor gradient) {

  /// Of the class with the largest score.
  ///
  /// @param sample of the model's input shape, or a batch of one
  public static Saliency of(Model model, Tensor sample) {
    Given.one("the model", model);
    Given.one("the sample", sample);
    return of(model, sample, -1);
  }

  /// Of a class.
  ///
  /// @param target the class; negative for the one with the largest score
  /// @throws GradusException if the model gives no scores of classes or has no such class
  public static Saliency of(Model model, Tensor sample, int target) {
    Given.one("the model", model);
    Given.one("the sample", sample);
    return Views.looking(
        model,
        _ -> {
          var x = Views.single(model, sample);
          var scores = Views.scores(model, x);
          int c = Views.target(scores, target);
          Views.number(scores, c).backward();
          var gradient = Tensor.of(model.inputShape(), x.grad().toArray());
          return new Saliency(c, scores.get(0, c), gradient);
        });
  }

  /// The size of the gradient at every pixel, [height, width]: the largest over the channels.
  ///
  /// @throws GradusException if the input is no image
  public Tensor map() {
    var shape = gradient.shape();
    if (shape.rank() < 2 || shape.rank() > 3) {
      throw new GradusException(
          "an input of shape " + shape + " is no image; read gradient() instead.");
    }
    var size = Shape.of(shape.dim(-2), shape.dim(-1));
    return Tensor.of(size, Views.largest(shape, gradient.toArray()));
  }
}
