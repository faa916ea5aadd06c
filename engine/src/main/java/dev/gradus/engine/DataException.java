package dev.gradus.engine;

/// Data cannot be read or used: a file that is missing, truncated or of another kind, labels out of
/// range, NaN.
public class DataException extends GradusException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show: what is wrong, what was expected, what to do.
  public DataException(String message) {
    super(message);
  }

  /// With the sentence to show and its cause.
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
