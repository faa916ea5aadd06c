package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;

/// In training sets each number to 0 with probability `rate` and divides the others by 1 - rate
/// ("inverted" dropout: the expected value stays); in inference changes nothing. Source:
/// Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, JMLR 2014.
///
/// Takes any shape and gives the same.
///
/// Errors: GradusException for a rate outside 0 <= rate < 1.
///
/// @param rate probability to DROP a number, 0 up to but not including 1
public record Dropout(double rate) implements LayerSpec {

  /// Checks the rate.
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new GradusException(
          "dropout needs a rate of at least 0 and less than 1, got "
              + rate
              + ". The rate is the probability to drop a number: dropout(0.5) drops half.");
    }
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(x -> x.dropout(rate));
  }

  @Override
  public String describe() {
    return "dropout(" + rate + ")";
  }
}
