package dev.gradus.kernel.display;

/// An SVG image to show.
///
/// @param text the text
public record SvgText(String text) implements Displayable {
  @Override
  public MimeBundle bundle() {
    return MimeBundle.text("[SVG image]").with("image/svg+xml", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
