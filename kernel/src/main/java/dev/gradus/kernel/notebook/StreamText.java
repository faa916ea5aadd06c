package dev.gradus.kernel.notebook;

/// Text of one stream as a terminal would leave it: a carriage return goes back to the start of the
/// line and what follows overwrites it, a backspace goes back one character. A progress bar that
/// redraws itself a thousand times is stored once.
public final class StreamText {
  private final StringBuilder text = new StringBuilder();
  private int lineStart;
  private int cursor;

  /// The text that a terminal would show for the raw output of a program.
  public static String settle(String raw) {
    var settled = new StreamText();
    settled.append(raw);
    return settled.toString();
  }

  /// Adds what the program wrote next.
  public void append(String chunk) {
    for (int i = 0; i < chunk.length(); i++) {
      char c = chunk.charAt(i);
      switch (c) {
        case '\n' -> {
          text.append('\n');
          cursor = text.length();
          lineStart = cursor;
        }
        case '\r' -> cursor = lineStart;
        case '\b' -> cursor = Math.max(lineStart, cursor - 1);
        default -> put(c);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void put(char c) {
    if (c == '\033' && cursor < text.length()) {
      // a colour or "erase line" in the middle of an old line: the old rest would get mixed up
      text.setLength(cursor);
    }
    if (cursor < text.length()) {
      text.setCharAt(cursor, c);
    } else {
      text.append(c);
    }
    cursor++;
  }
}
