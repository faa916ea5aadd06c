package dev.gradus.kernel.protocol;

/// A message that is not one: the text says what is wrong with it.
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  /// With the reason.
  public MalformedMessage(String reason) {
    super(reason);
  }
}
