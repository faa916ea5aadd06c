package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;

/// Classes from what a model says: the largest of several scores, or, with a single one, yes or no.
public final class Decision {
  private static final double HALF = 0.5;

  private Decision() {}

  /// The class of every row of what the model said about the data.
  ///
  /// @throws GradusException if a single score is asked to tell other than two classes apart, or
  ///   means no class
  public static int[] classes(Model model, Dataset data, Tensor said) {
    Given.one("the model", model);
    Given.one("what the model said", said);
    if (single(model) && data.isClassification()) {
      if (data.classes() != 2) {
        throw new GradusException(
            "the model gives one score, which tells two classes apart, but the data "
                + data.name()
                + " have "
                + data.classes()
                + ". End the model with dense("
                + data.classes()
                + ").");
      }
      return yesOrNo(model, said);
    }
    return classes(model, said);
  }

  /// The class of every row of what the model said: with one score 1 if it is above 0, or, after a
  /// sigmoid, above 0.5, otherwise 0.
  ///
  /// @throws GradusException if the model was trained to give a number that means no class, or has
  ///   several outputs
  public static int[] classes(Model model, Tensor said) {
    Given.one("the model", model);
    Given.one("what the model said", said);
    if (model.outputs().size() > 1) {
      throw new GradusException(
          "the model has the outputs "
              + model.outputs()
              + ", so that there is no single class for a sample. Use predictAll(...), and argmax()"
              + " of the output that gives scores.");
    }
    if (!single(model)) {
      return said.argmax();
    }
    var loss = model.history().map(History::lossName).orElse("");
    if (!endsWithSigmoid(model) && !loss.isEmpty() && !binary(loss)) {
      throw new GradusException(
          "the model gives one number and was trained with the "
              + loss
              + ", so that it predicts a quantity and no class. Use predict(...), or train it with"
              + " the binary cross-entropy on two classes.");
    }
    return yesOrNo(model, said);
  }

  private static boolean single(Model model) {
    return model.outputShape().rank() > 0 && model.outputShape().last() == 1;
  }

  private static boolean binary(String loss) {
    return loss.equals(new BinaryCrossEntropy().name()) || loss.equals(new Hinge().name());
  }

  private static int[] yesOrNo(Model model, Tensor said) {
    double threshold = endsWithSigmoid(model) ? HALF : 0;
    var values = said.toArray();
    var classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      classes[i] = values[i] > threshold ? 1 : 0;
    }
    return classes;
  }

  private static boolean endsWithSigmoid(Model model) {
    var last = model.layer(model.outputs().getFirst().name());
    while (!last.children().isEmpty()) {
      last = last.children().getLast();
    }
    return last.spec().kind().equals("sigmoid");
  }
}
