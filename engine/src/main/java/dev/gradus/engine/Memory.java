package dev.gradus.engine;

import java.util.Locale;

/// What a training step of a model needs in bytes, worked out from the model's recorded step
/// without allocating it. Numbers are floats of 4 bytes. Not counted: the data, scratch of kernels,
/// and the steps for other batch sizes (the last batch of an epoch, validation) that a training run
/// prepares too.
///
/// @param batchSize samples of the step
/// @param parameters weights, biases and buffers
/// @param gradients one for each of them
/// @param kept the parameters as they were before the step, put back if it fails
/// @param optimizer what the optimizer remembers of every trainable parameter: 0 copies for plain
///   SGD, 1 with momentum, 2 for Adam
/// @param activations the batch, all results that live at the same time, and their gradients
public record Memory(
    int batchSize, long parameters, long gradients, long kept, long optimizer, long activations) {

  /// All together.
  public long total() {
    return parameters + gradients + kept + optimizer + activations;
  }

  /// As a table.
  @Override
  public String toString() {
    return "memory of a training step, batch size "
        + batchSize
        + "\n"
        + line("parameters", parameters)
        + line("gradients", gradients)
        + line("kept", kept)
        + line("optimizer", optimizer)
        + line("activations", activations)
        + line("total", total());
  }

  private static String line(String what, long bytes) {
    return String.format(
        Locale.ROOT, "%-12s %,15d bytes  %9.2f MiB\n", what, bytes, (double) bytes / (1 << 20));
  }
}
