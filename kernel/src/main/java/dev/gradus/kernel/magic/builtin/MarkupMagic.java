package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.HtmlText;
import dev.gradus.kernel.display.LatexText;
import dev.gradus.kernel.display.MarkdownText;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.SvgText;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import java.util.List;
import java.util.function.Function;

/// `%%html`, `%%markdown`, `%%latex`, `%%svg`, `%%javascript`: shows the cell as what it is.
public final class MarkupMagic implements Magic<Displayable, MarkupMagic.Options> {
  private final String name;
  private final String what;
  private final Function<String, Displayable> show;

  /// It takes nothing.
  public record Options() {}

  private MarkupMagic(String name, String what, Function<String, Displayable> show) {
    this.name = name;
    this.what = what;
    this.show = show;
  }

  /// One for each language.
  static List<MarkupMagic> all() {
    return List.of(
        new MarkupMagic("html", "HTML", HtmlText::new),
        new MarkupMagic("markdown", "Markdown", MarkdownText::new),
        new MarkupMagic("latex", "LaTeX", LatexText::new),
        new MarkupMagic("svg", "an SVG image", SvgText::new),
        new MarkupMagic("javascript", "JavaScript, run by the browser", MarkupMagic::script));
  }

  private static Displayable script(String text) {
    return () -> MimeBundle.text("[JavaScript]").with("application/javascript", text);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "show the cell as " + what;
  }

  @Override
  public Class<Displayable> resultType() {
    return Displayable.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public boolean wholeCell() {
    return true;
  }

  @Override
  public Displayable run(MagicCall<Options> call) {
    return show.apply(call.body());
  }
}
