package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// What L-BFGS keeps in its buffers: `pairs` steps s, as many changes of the gradient y, oldest
/// first, then the direction, and weights and gradients at the start of the iteration. A pair whose
/// y is all 0 is free.
final class LbfgsMemory {
  private final Backend backend;
  private final Slice[] state;
  private final int pairs;
  private final Slice direction;
  private final Slice startWeights;
  private final Slice startGradients;

  LbfgsMemory(Backend backend, Slice[] state, int pairs) {
    this.backend = backend;
    this.state = state;
    this.pairs = pairs;
    direction = state[2 * pairs];
    startWeights = state[2 * pairs + 1];
    startGradients = state[2 * pairs + 2];
  }

  private Slice s(int i) {
    return state[i];
  }

  private Slice y(int i) {
    return state[pairs + i];
  }

  private double dot(Slice a, Slice b) {
    return backend.updates().dot(a, b);
  }

  boolean isEmpty() {
    return backend.sumOfSquares(y(pairs - 1)) == 0;
  }

  /// Notes the start of an iteration and finds its direction.
  ///
  /// @return the slope along it, negative
  double begin(Slice weights, Slice gradients) {
    backend.copy(weights, startWeights);
    backend.copy(gradients, startGradients);
    aim(gradients);
    double slope = dot(gradients, direction);
    if (!(slope < 0)) {
      forget();
      aim(gradients);
      slope = dot(gradients, direction);
    }
    return slope;
  }

  /// direction = -H g, with the inverse of the second derivatives H as the pairs tell it.
  private void aim(Slice gradients) {
    backend.axpby(-1, gradients, 0, direction);
    var alpha = new double[pairs];
    var curvature = new double[pairs];
    int oldest = pairs;
    for (int i = pairs - 1; i >= 0; i--) {
      curvature[i] = dot(s(i), y(i));
      if (!(curvature[i] > 0)) {
        break;
      }
      oldest = i;
      alpha[i] = dot(s(i), direction) / curvature[i];
      backend.axpby(-alpha[i], y(i), 1, direction);
    }
    if (oldest == pairs) {
      return;
    }
    double scale = curvature[pairs - 1] / backend.sumOfSquares(y(pairs - 1));
    for (int i = oldest; i < pairs; i++) {
      // the direction is not yet scaled
      double beta = (i == oldest ? scale : 1) * dot(y(i), direction) / curvature[i];
      backend.axpby(alpha[i] - beta, s(i), i == oldest ? scale : 1, direction);
    }
  }

  /// weights = start + step * direction.
  void move(double step, Slice weights) {
    backend.copy(startWeights, weights);
    backend.axpby(step, direction, 1, weights);
  }

  double slope(Slice gradients) {
    return dot(gradients, direction);
  }

  /// Back to the start of the iteration, with nothing remembered.
  void giveUp(Slice weights, Slice gradients) {
    backend.copy(startWeights, weights);
    backend.copy(startGradients, gradients);
    forget();
  }

  private void forget() {
    for (int i = 0; i < 2 * pairs; i++) {
      backend.fill(state[i], 0);
    }
  }

  /// Keeps the step that was taken in place of the oldest, if the function curves upwards along it.
  void remember(Slice weights, Slice gradients) {
    backend.axpby(1, weights, -1, startWeights);
    backend.axpby(1, gradients, -1, startGradients);
    double curvature = dot(startWeights, startGradients);
    double size = backend.sumOfSquares(startGradients);
    if (!(curvature > 1e-10 * size)) {
      return;
    }
    var oldStep = s(0);
    var oldChange = y(0);
    System.arraycopy(state, 1, state, 0, pairs - 1);
    System.arraycopy(state, pairs + 1, state, pairs, pairs - 1);
    state[pairs - 1] = oldStep;
    state[2 * pairs - 1] = oldChange;
    backend.copy(startWeights, oldStep);
    backend.copy(startGradients, oldChange);
  }
}
