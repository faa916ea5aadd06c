package dev.gradus.engine.layer;

import dev.gradus.engine.random.Philox;

/// Random orthonormal vectors.
final class Orthonormal {
  private Orthonormal() {}

  /// Fills a matrix [rows, columns] whose columns are such vectors times a gain, or, if there are
  /// more columns than rows, whose rows are.
  static void fill(int rows, int columns, double gain, float[] values, Philox random) {
    var basis = vectors(Math.min(rows, columns), Math.max(rows, columns), random);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double element = rows >= columns ? basis[j][i] : basis[i][j];
        values[i * columns + j] = (float) (gain * element);
      }
    }
  }

  /// Vectors of length 1 at right angles to each other, every such set as likely as any other:
  /// normal numbers made orthogonal by Gram and Schmidt's method, twice, since once leaves rounding
  /// errors that grow with the number of vectors.
  ///
  /// @param count at most `length`
  private static double[][] vectors(int count, int length, Philox random) {
    var vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        vectors[i][j] = random.nextGaussian();
      }
      normalise(vectors[i]);
      for (int round = 0; round < 2; round++) {
        for (int k = 0; k < i; k++) {
          add(vectors[i], -dot(vectors[i], vectors[k]), vectors[k]);
        }
        normalise(vectors[i]);
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static void normalise(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
  }
}
