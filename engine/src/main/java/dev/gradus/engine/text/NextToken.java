package dev.gradus.engine.text;

import dev.gradus.engine.Interruption;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import java.util.Arrays;

/// A language model asked for the token that comes next. The model takes token numbers [steps] or
/// one-hot rows [steps, vocabulary] and gives scores at every step, [steps, vocabulary], or for the
/// token after the last, [vocabulary]. It sees the last `steps` tokens.
///
/// A model that answers at every step must not look ahead: a text shorter than its window is filled
/// up behind. For one that answers at the end it is filled up in front.
final class NextToken {
  private final Model model;
  private final int size;
  private final int steps;
  private final boolean oneHot;
  private final boolean everyStep;
  private final int filler;

  NextToken(Model model, Vocabulary vocabulary) {
    this.model = model;
    this.size = vocabulary.size();
    var in = model.inputShape();
    var out = model.outputShape();
    oneHot = in.rank() == 2 && in.last() == size;
    everyStep = out.rank() == 2;
    boolean fits =
        (in.rank() == 1 || oneHot)
            && (out.equals(Shape.of(size)) || out.equals(Shape.of(in.dim(0), size)));
    if (!fits) {
      throw new ShapeException(
          "expected a language model from [steps] to [steps, "
              + size
              + "] or ["
              + size
              + "], got "
              + in
              + " to "
              + out
              + ". Start with embedding(...) and end with dense("
              + size
              + "), the size of the vocabulary.");
    }
    steps = in.dim(0);
    filler = vocabulary.pad().orElse(vocabulary.eos().orElse(0));
  }

  /// The scores of all tokens after this text, which is not empty.
  float[] scores(int[] text) {
    int n = Math.min(steps, text.length);
    var result = run(Arrays.copyOfRange(text, text.length - n, text.length));
    int from = everyStep ? (n - 1) * size : 0;
    return Arrays.copyOfRange(result, from, from + size);
  }

  /// At most `steps` tokens through the model.
  private float[] run(int[] window) {
    Interruption.check();
    var filled = new int[steps];
    Arrays.fill(filled, filler);
    System.arraycopy(window, 0, filled, everyStep ? 0 : steps - window.length, window.length);
    var input = new float[oneHot ? steps * size : steps];
    for (int i = 0; i < steps; i++) {
      if (oneHot) {
        input[i * size + filled[i]] = 1;
      } else {
        input[i] = filled[i];
      }
    }
    return model.predict(Tensor.of(model.inputShape().prepend(1), input)).toArray();
  }

  /// ln p of every token but the first, each given those before it.
  double[] logProbabilities(int[] text) {
    var logs = new double[text.length - 1];
    int first = everyStep ? Math.min(steps, logs.length) : 0;
    if (first > 0) {
      var result = run(Arrays.copyOf(text, first));
      for (int i = 0; i < first; i++) {
        logs[i] = log(result, i * size, text[i + 1]);
      }
    }
    for (int i = first; i < logs.length; i++) {
      var before = Arrays.copyOfRange(text, Math.max(0, i + 1 - steps), i + 1);
      logs[i] = log(scores(before), 0, text[i + 1]);
    }
    return logs;
  }

  private double log(float[] scores, int at, int token) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      max = Math.max(max, scores[at + i]);
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.exp(scores[at + i] - max);
    }
    return scores[at + token] - max - Math.log(sum);
  }
}
