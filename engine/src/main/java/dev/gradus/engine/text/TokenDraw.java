package dev.gradus.engine.text;

import dev.gradus.engine.GradusException;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How a token is drawn from scores: softmax(scores / temperature) over the `topK` largest.
///
/// @param temperature 0 always takes the largest
/// @param topK how many of the largest scores count, 1 or more
record TokenDraw(double temperature, int topK) {

  /// Checks both.
  TokenDraw {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the temperature must be a number of at least 0, got "
              + temperature
              + ". 0 always takes the likeliest token, 1 draws as the model says.");
    }
    if (topK < 1) {
      throw new GradusException("topK must be at least 1, got " + topK + ". 1 is greedy.");
    }
  }

  /// The probability of every token.
  double[] probabilities(float[] scores) {
    var p = new double[scores.length];
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .limit(temperature == 0 ? 1 : topK)
            .toList();
    int best = order.getFirst();
    double max = scores[best];
    double sum = 0;
    for (int i : order) {
      p[i] = temperature == 0 ? 1 : Math.exp((scores[i] - max) / temperature);
      sum += p[i];
    }
    for (int i : order) {
      p[i] /= sum;
    }
    return p;
  }

  /// A token.
  ///
  /// @param u uniform in [0, 1)
  int draw(float[] scores, double u) {
    var p = probabilities(scores);
    double below = 0;
    int last = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        last = i;
        below += p[i];
        if (u < below) {
          return i;
        }
      }
    }
    return last;
  }
}
