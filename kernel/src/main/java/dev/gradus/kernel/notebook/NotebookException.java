package dev.gradus.kernel.notebook;

/// A notebook cannot be read, written or run as asked. The message is a sentence for the user: what
/// is wrong and what to do about it.
public class NotebookException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show.
  public NotebookException(String message) {
    super(message);
  }

  /// With the sentence to show and its cause.
  public NotebookException(String message, Throwable cause) {
    super(message, cause);
  }
}
