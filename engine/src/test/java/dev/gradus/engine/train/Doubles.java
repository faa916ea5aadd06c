package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Stand-ins for penalties, rules and metrics, as plain as can be.
final class Doubles {
  private Doubles() {}

  /// lambda / 2 times the sum of squares.
  record Squares(double lambda) implements Regularizer {
    @Override
    public double penalty(Backend backend, Slice weights) {
      return lambda / 2 * backend.sumOfSquares(weights);
    }

    @Override
    public void addGradient(Backend backend, Slice weights, Slice gradients) {
      backend.axpby(lambda, weights, 1, gradients);
    }

    @Override
    public String describe() {
      return "squares(" + lambda + ")";
    }
  }

  /// All weights together are at most this long.
  record Shorter(double length) implements Constraint {
    @Override
    public void enforce(Backend backend, Shape shape, Slice weights) {
      double now = Math.sqrt(backend.sumOfSquares(weights));
      if (now > length) {
        backend.axpby(length / now, weights, 0, weights);
      }
    }

    @Override
    public String describe() {
      return "shorter(" + length + ")";
    }
  }

  /// The share of right answers, counted by hand.
  record Hits(boolean saves) implements Metric {
    @Override
    public String name() {
      return "hits";
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Tally tally() {
      return new Tally() {
        private double right;
        private double all;

        @Override
        public void add(float[] outputs, Shape output, float[] targets, Shape target) {
          int classes = output.last();
          for (int i = 0; i < targets.length; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
              best = outputs[i * classes + c] > outputs[i * classes + best] ? c : best;
            }
            right += best == (int) targets[i] ? 1 : 0;
            all++;
          }
        }

        @Override
        public double value() {
          return right / all;
        }

        @Override
        public double[] save() {
          return saves ? new double[] {right, all} : new double[0];
        }

        @Override
        public void restore(double[] counted) {
          right = counted[0];
          all = counted[1];
        }
      };
    }
  }
}
