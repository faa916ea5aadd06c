package dev.gradus.kernel.magic;

/// A magic cannot do what was asked. The message is a sentence for the user: what is wrong, what to
/// do. It is shown without a stack trace.
public class MagicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show.
  public MagicException(String message) {
    super(message);
  }

  /// With the sentence to show and its cause.
  public MagicException(String message, Throwable cause) {
    super(message, cause);
  }
}
