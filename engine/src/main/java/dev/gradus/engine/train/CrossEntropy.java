package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;

/// Softmax cross-entropy: the mean of -ln softmax(scores)[label], computed without overflow. The
/// model's last layer gives scores; it needs no softmax of its own.
public record CrossEntropy() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.shape().rank() > 2
        ? output.reshape(-1, output.shape().last()).crossEntropy(target.reshape(-1))
        : output.crossEntropy(target);
  }

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public boolean classifies() {
    return true;
  }
}
