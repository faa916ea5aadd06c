package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.kernel.magic.MagicException;

/// The one sample that a magic looks at: a tensor, the numbers of one, or a sample of data, of a
/// pair one of its test part.
final class SampleArgument {
  private SampleArgument() {}

  /// The sample.
  ///
  /// @param word how it was written
  /// @param number of the sample of data
  static Tensor of(Object given, String word, int number, Model model) {
    return switch (given) {
      case Tensor tensor -> tensor;
      case float[] values when values.length == model.inputShape().size() ->
          Tensor.of(model.inputShape(), values);
      case float[] values ->
          throw new MagicException(
              word
                  + " has "
                  + values.length
                  + " numbers, but a sample of "
                  + model.name()
                  + " has "
                  + model.inputShape().size());
      case Dataset data -> sample(data, number);
      case DatasetPair pair -> sample(pair.test(), number);
      default ->
          throw new MagicException(
              word
                  + " is a "
                  + given.getClass().getSimpleName()
                  + ". Give a Tensor, the numbers of a sample (float[]), or a data set, of which"
                  + " --sample is taken");
    };
  }

  private static Tensor sample(Dataset data, int number) {
    if (number < 0 || number >= data.size()) {
      throw new MagicException(
          "there is no sample "
              + number
              + ": "
              + data.name()
              + " has "
              + data.size()
              + " (0 to "
              + (data.size() - 1)
              + ")");
    }
    return Tensor.of(data.inputShape(), data.input(number));
  }
}
