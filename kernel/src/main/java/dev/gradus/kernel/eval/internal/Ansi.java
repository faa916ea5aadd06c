package dev.gradus.kernel.eval.internal;

/// Colours that read on light and dark backgrounds.
final class Ansi {
  private Ansi() {}

  static String red(String text) {
    return "\u001b[1;31m" + text + "\u001b[0m";
  }

  static String cyan(String text) {
    return "\u001b[36m" + text + "\u001b[0m";
  }

  static String bold(String text) {
    return "\u001b[1m" + text + "\u001b[0m";
  }
}
