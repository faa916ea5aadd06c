package dev.gradus.kernel.display;

/// Text to show as it is.
///
/// @param text the text
public record PlainText(String text) implements Displayable {
  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
