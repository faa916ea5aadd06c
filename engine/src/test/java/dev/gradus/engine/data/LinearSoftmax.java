package dev.gradus.engine.data;

/// A linear classifier in plain loops, trained by stochastic gradient descent; the number of inputs
/// is a multiple of 4.
final class LinearSoftmax {
  private final int inputs;
  private final int classes;
  private final float[] weights;
  private final float[] bias;
  private final float[] scores;

  LinearSoftmax(int inputs, int classes) {
    this.inputs = inputs;
    this.classes = classes;
    this.weights = new float[inputs * classes];
    this.bias = new float[classes];
    this.scores = new float[classes];
  }

  void epoch(Dataset data, int[] order, float rate) {
    int batch = 16;
    var x = new float[batch * inputs];
    var y = new float[batch];
    var error = new float[batch * classes];
    for (int from = 0; from + batch <= order.length; from += batch) {
      data.gatherInputs(order, from, batch, x, 0);
      data.gatherTargets(order, from, batch, y, 0);
      for (int i = 0; i < batch; i++) {
        softmax(x, i * inputs);
        scores[(int) y[i]] -= 1;
        System.arraycopy(scores, 0, error, i * classes, classes);
      }
      for (int i = 0; i < batch; i++) {
        descend(x, i * inputs, error, i * classes, rate / batch);
      }
    }
  }

  double accuracy(Dataset data) {
    int right = 0;
    for (int i = 0; i < data.size(); i++) {
      softmax(data.input(i), 0);
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == data.label(i) ? 1 : 0;
    }
    return (double) right / data.size();
  }

  private void softmax(float[] x, int at) {
    float most = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      scores[c] = bias[c] + dot(c * inputs, x, at);
      most = Math.max(most, scores[c]);
    }
    float total = 0;
    for (int c = 0; c < classes; c++) {
      scores[c] = (float) StrictMath.exp(scores[c] - most);
      total += scores[c];
    }
    for (int c = 0; c < classes; c++) {
      scores[c] /= total;
    }
  }

  /// In four sums, which runs faster than one.
  private float dot(int row, float[] x, int at) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i + 3 < inputs; i += 4) {
      a += weights[row + i] * x[at + i];
      b += weights[row + i + 1] * x[at + i + 1];
      c += weights[row + i + 2] * x[at + i + 2];
      d += weights[row + i + 3] * x[at + i + 3];
    }
    return a + b + c + d;
  }

  private void descend(float[] x, int at, float[] error, int errorAt, float rate) {
    for (int c = 0; c < classes; c++) {
      float step = rate * error[errorAt + c];
      for (int i = 0; i < inputs; i++) {
        weights[c * inputs + i] -= step * x[at + i];
      }
      bias[c] -= step;
    }
  }
}
