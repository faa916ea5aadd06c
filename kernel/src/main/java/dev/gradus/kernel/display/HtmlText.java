package dev.gradus.kernel.display;

/// HTML to show.
///
/// @param text the text
public record HtmlText(String text) implements Displayable {
  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(MarkupText.plain(text)).with("text/html", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
