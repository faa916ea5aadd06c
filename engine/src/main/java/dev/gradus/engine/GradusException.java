package dev.gradus.engine;

/// What every error of the engine is: its message is written for the user.
public class GradusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show: what is wrong, what was expected, what to do.
  public GradusException(String message) {
    super(message);
  }

  /// With the sentence to show and its cause.
  public GradusException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The sentence.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
