package dev.gradus.engine;

/// Numbers left the range of what can be computed: a loss that is NaN or infinite. The message
/// names the first layer where it appears and the likely cause.
public class NumericException extends GradusException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show.
  public NumericException(String message) {
    super(message);
  }
}
