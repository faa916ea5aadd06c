package dev.gradus.magics;

import dev.gradus.engine.GradusException;

/// A figure, table or check cannot be made as asked; the message is a sentence for the user.
public class MagicsException extends GradusException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show: what is wrong, what to do.
  public MagicsException(String message) {
    super(message);
  }
}
