package dev.gradus.kernel.display;

/// LaTeX to show.
///
/// @param text the text
public record LatexText(String text) implements Displayable {
  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(text).with("text/latex", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
