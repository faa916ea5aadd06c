package dev.gradus.kernel.eval.internal;

/// Emphasis in error messages. Text is bold in the reader's own colour: no colour of the terminal
/// palette reads well on both JupyterLab's light and its dark error background.
final class Ansi {
  private Ansi() {}

  static String bold(String text) {
    return "\u001b[1m" + text + "\u001b[0m";
  }
}
