package dev.gradus.engine;

/// A run was interrupted. Weights and history are those of the last finished step.
public class InterruptedRunException extends GradusException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show: what is wrong, what was expected, what to do.
  public InterruptedRunException(String message) {
    super(message);
  }

  /// With the sentence to show and its cause.
  public InterruptedRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
