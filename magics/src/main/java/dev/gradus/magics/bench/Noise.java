package dev.gradus.magics.bench;

import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.random.Philox;

/// Data without meaning, the same at every run.
final class Noise {
  private final Philox random = new Philox(1, 0);

  /// Normal numbers.
  float[] normal(int n) {
    var all = new float[n];
    for (int i = 0; i < n; i++) {
      all[i] = (float) random.nextGaussian();
    }
    return all;
  }

  /// Numbers from 0 to 1.
  float[] uniform(int n) {
    var all = new float[n];
    for (int i = 0; i < n; i++) {
      all[i] = random.nextFloat();
    }
    return all;
  }

  /// Classes.
  int[] classes(int n, int classes) {
    var all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = random.nextInt(classes);
    }
    return all;
  }

  /// Samples of ten classes.
  Dataset images(Shape shape, int samples) {
    return Dataset.of(shape, normal(samples * shape.size()), classes(samples, 10), 10);
  }

  /// Words with the word to predict at every step.
  Dataset words(int steps, int samples) {
    var words = classes(samples * steps, Networks.WORDS);
    var numbers = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = words[i];
    }
    var next = classes(samples * steps, Networks.WORDS);
    return Dataset.sequences(Shape.of(steps), numbers, Shape.of(steps), next, Networks.WORDS);
  }

  /// Letters, one-hot, with the letter to predict at every step.
  Dataset letters(int samples) {
    int steps = Networks.LETTER_STEPS;
    int width = Networks.LETTERS;
    var letters = classes(samples * steps, width);
    var hot = new float[letters.length * width];
    for (int i = 0; i < letters.length; i++) {
      hot[i * width + letters[i]] = 1;
    }
    var next = classes(samples * steps, width);
    return Dataset.sequences(Shape.of(steps, width), hot, Shape.of(steps), next, width);
  }
}
