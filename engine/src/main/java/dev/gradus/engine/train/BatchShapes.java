package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;

/// The shapes of a batch, kept from step to step so that a step makes none.
///
/// @param samples how many samples it has
/// @param input what the model takes
/// @param target what the data give for it
/// @param output what the model makes of it
record BatchShapes(int samples, Shape input, Shape target, Shape output) {
  static BatchShapes of(Model model, Dataset data, int samples) {
    return new BatchShapes(
        samples,
        model.inputShape().prepend(samples),
        Evaluator.targetShape(data, samples),
        model.outputShape().prepend(samples));
  }
}
