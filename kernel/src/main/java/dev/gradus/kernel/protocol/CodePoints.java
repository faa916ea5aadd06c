package dev.gradus.kernel.protocol;

/// Cursor positions: the protocol counts code points, Java strings count UTF-16 units.
public final class CodePoints {
  private CodePoints() {}

  /// The string index of a cursor; positions outside the text are moved to its ends.
  public static int toIndex(String text, int cursor) {
    int count = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.clamp(cursor, 0, count));
  }

  /// The cursor for a string index.
  public static int toCursor(String text, int index) {
    return text.codePointCount(0, Math.clamp(index, 0, text.length()));
  }
}
