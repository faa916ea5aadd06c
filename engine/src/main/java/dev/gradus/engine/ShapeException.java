package dev.gradus.engine;

/// Shapes do not fit; the message names the layer or operation, both shapes and the likely fix.
public class ShapeException extends GradusException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show: what is wrong, what was expected, what to do.
  public ShapeException(String message) {
    super(message);
  }

  /// With the sentence to show and its cause.
  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
