package dev.gradus.kernel.magic;

/// A line of a magic that cannot be understood; nothing of the cell has run.
public final class MagicSyntaxException extends MagicException {
  private static final long serialVersionUID = 1L;
  private final int start;
  private final int end;

  /// With the sentence to show and the part of the cell it speaks of.
  public MagicSyntaxException(String message, int start, int end) {
    super(message);
    this.start = start;
    this.end = end;
  }

  /// Where the part starts.
  public int start() {
    return start;
  }

  /// Where the part ends.
  public int end() {
    return end;
  }
}
