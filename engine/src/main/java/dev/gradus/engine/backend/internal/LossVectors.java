package dev.gradus.engine.backend.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.CrossEntropyRows;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.LossKernels;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// [LossKernels] with vectors and threads.
public final class LossVectors implements LossKernels {
  private final CrossEntropyKernel crossEntropy;
  private final ErrorKernel errors;
  private final MarginKernel margins;

  /// @param workers the threads of the backend
  public LossVectors(Workers workers) {
    crossEntropy = new CrossEntropyKernel(workers);
    errors = new ErrorKernel(workers);
    margins = new MarginKernel(workers);
  }

  private static float[] array(Slice s) {
    if (s.storage() instanceof FloatStorage(float[] array)) {
      return array;
    }
    throw new GradusException(
        "this tensor lives on another backend ("
            + s.storage().getClass().getSimpleName()
            + "): allocate it with the backend that computes.");
  }

  private static void need(String kernel, String what, Slice s, long length) {
    if (s.length() < length) {
      throw new GradusException(
          kernel + ": " + what + " needs " + length + " elements, got " + s.length() + ".");
    }
  }

  @Override
  public synchronized void crossEntropy(
      CrossEntropyRows g,
      Slice logits,
      Slice labels,
      @Nullable Slice weights,
      @Nullable Slice probabilities,
      Slice loss) {
    long size = (long) g.rows() * g.classes();
    need("crossEntropy", "logits", logits, size);
    need("crossEntropy", "labels", labels, g.rows());
    need("crossEntropy", "loss", loss, 1);
    crossEntropy.labels(g, array(labels), labels.offset());
    weights(g, weights);
    if (probabilities != null) {
      need("crossEntropy", "probabilities", probabilities, size);
      crossEntropy.keep(array(probabilities), probabilities.offset());
    } else {
      crossEntropy.forget();
    }
    double mean = crossEntropy.forward(array(logits), logits.offset());
    array(loss)[loss.offset()] = (float) mean;
  }

  private void weights(CrossEntropyRows g, @Nullable Slice weights) {
    if (weights == null) {
      crossEntropy.unweighted();
    } else {
      need("crossEntropy", "weights", weights, g.classes());
      crossEntropy.weights(array(weights), weights.offset());
    }
  }

  @Override
  public synchronized void crossEntropyBackward(
      CrossEntropyRows g,
      Slice probabilities,
      Slice labels,
      @Nullable Slice weights,
      Slice dLoss,
      Slice dLogits,
      boolean accumulate) {
    long size = (long) g.rows() * g.classes();
    need("crossEntropyBackward", "probabilities", probabilities, size);
    need("crossEntropyBackward", "labels", labels, g.rows());
    need("crossEntropyBackward", "dLogits", dLogits, size);
    crossEntropy.labels(g, array(labels), labels.offset());
    weights(g, weights);
    crossEntropy.keep(array(probabilities), probabilities.offset());
    crossEntropy.backward(
        array(dLoss)[dLoss.offset()], array(dLogits), dLogits.offset(), accumulate);
  }

  @Override
  public synchronized void meanError(
      ErrorFunction f, double parameter, Slice x, Slice targets, Slice loss) {
    need("meanError", "targets", targets, x.length());
    need("meanError", "loss", loss, 1);
    errors.of(f, (float) parameter, x.length());
    errors.inputs(array(x), x.offset(), array(targets), targets.offset());
    array(loss)[loss.offset()] = (float) errors.mean();
  }

  @Override
  public synchronized void meanErrorBackward(
      ErrorFunction f,
      double parameter,
      Slice x,
      Slice targets,
      Slice dLoss,
      Slice dx,
      boolean accumulate) {
    need("meanErrorBackward", "targets", targets, x.length());
    need("meanErrorBackward", "dx", dx, x.length());
    errors.of(f, (float) parameter, x.length());
    errors.inputs(array(x), x.offset(), array(targets), targets.offset());
    errors.backward(array(dLoss)[dLoss.offset()], array(dx), dx.offset(), accumulate);
  }

  @Override
  public synchronized void marginLoss(
      int rows, int classes, double margin, Slice scores, Slice labels, Slice loss) {
    need("marginLoss", "scores", scores, (long) rows * classes);
    need("marginLoss", "labels", labels, rows);
    need("marginLoss", "loss", loss, 1);
    margins.of(rows, classes, (float) margin);
    margins.inputs(array(scores), scores.offset(), array(labels), labels.offset());
    array(loss)[loss.offset()] = (float) margins.mean();
  }

  @Override
  public synchronized void marginLossBackward(
      int rows,
      int classes,
      double margin,
      Slice scores,
      Slice labels,
      Slice dLoss,
      Slice dScores,
      boolean accumulate) {
    need("marginLossBackward", "scores", scores, (long) rows * classes);
    need("marginLossBackward", "labels", labels, rows);
    need("marginLossBackward", "dScores", dScores, (long) rows * classes);
    margins.of(rows, classes, (float) margin);
    margins.inputs(array(scores), scores.offset(), array(labels), labels.offset());
    margins.backward(array(dLoss)[dLoss.offset()], array(dScores), dScores.offset(), accumulate);
  }
}
