package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Program;
import dev.gradus.engine.random.Philox;

/// A small task whose samples are made anew for every step.
final class Toy {
  private final Model model;
  private final Optimizer optimizer;
  private final Loss loss;
  private final Slice[] state;
  private long step;

  Toy(Model model, Optimizer optimizer, Loss loss) {
    this.model = model;
    this.optimizer = optimizer;
    this.loss = loss;
    state = new Slice[optimizer.memory()];
    for (int i = 0; i < state.length; i++) {
      state[i] = Slice.of(model.device().backend().allocate(model.parameters().size()));
    }
  }

  /// Samples and what is right for them.
  record Batch(Tensor x, Tensor y) {}

  /// Makes samples.
  @FunctionalInterface
  interface Maker {
    Batch make(Philox random, int samples);
  }

  /// Cross-entropy at every step: scores [batch, steps, classes], labels [batch, steps].
  record EveryStep() implements Loss {
    @Override
    public Tensor of(Tensor output, Tensor target) {
      return output.reshape(-1, output.shape().last()).crossEntropy(target.reshape(-1));
    }

    @Override
    public String name() {
      return "cross-entropy of every step";
    }

    @Override
    public boolean classifies() {
      return true;
    }
  }

  /// Trains and returns the loss of the last step.
  double train(Maker maker, int steps, int samples, long seed) {
    var random = new Philox(seed, 0);
    double last = 0;
    for (int i = 0; i < steps; i++) {
      last = step(maker.make(random, samples));
    }
    return last;
  }

  private double step(Batch batch) {
    Program program = model.programs().train(batch.x.shape(), batch.y.shape(), loss);
    write(batch.x, program.input());
    write(batch.y, program.target());
    program.forward();
    program.backward();
    step++;
    var all = model.parameters();
    optimizer.step(model.device().backend(), step, all.values(), all.gradients(), state);
    return program.loss();
  }

  private static void write(Tensor from, Slice to) {
    to.storage().write(to.offset(), from.toArray(), 0, from.size());
  }

  /// The share of labels that the largest score hits, on new samples.
  double accuracy(Maker maker, int samples, long seed) {
    var batch = maker.make(new Philox(seed, 1), samples);
    var guesses = model.predict(batch.x).argmax();
    var labels = batch.y.toArray();
    int hits = 0;
    for (int i = 0; i < labels.length; i++) {
      hits += guesses[i] == (int) labels[i] ? 1 : 0;
    }
    return hits / (double) labels.length;
  }

  /// The share of samples whose labels are all hit.
  double exact(Maker maker, int samples, long seed) {
    var batch = maker.make(new Philox(seed, 1), samples);
    var guesses = model.predict(batch.x).argmax();
    var labels = batch.y.toArray();
    int n = labels.length / samples;
    int hits = 0;
    for (int i = 0; i < samples; i++) {
      boolean all = true;
      for (int k = i * n; k < (i + 1) * n; k++) {
        all &= guesses[k] == (int) labels[k];
      }
      hits += all ? 1 : 0;
    }
    return hits / (double) samples;
  }

  /// Rows of symbols as rows of zeros with a one; -1 is a row of zeros.
  static Tensor oneHot(int[][] rows, int symbols) {
    int steps = rows[0].length;
    var values = new float[rows.length * steps * symbols];
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < steps; t++) {
        if (rows[i][t] >= 0) {
          values[(i * steps + t) * symbols + rows[i][t]] = 1;
        }
      }
    }
    return Tensor.of(Shape.of(rows.length, steps, symbols), values);
  }
}
