package dev.gradus.kernel.display;

/// Markdown to show.
///
/// @param text the text
public record MarkdownText(String text) implements Displayable {
  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(text).with("text/markdown", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
