package dev.gradus.kernel.display;

/// A value that knows how it is shown.
public interface Displayable {
  /// The forms of this value; must hold `text/plain`.
  MimeBundle bundle();
}
