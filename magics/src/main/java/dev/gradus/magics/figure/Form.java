package dev.gradus.magics.figure;

import dev.gradus.magics.MagicsException;
import java.util.Arrays;
import java.util.Locale;

/// Forms of a figure beside its picture, for pages, papers and slides. Which of them a figure has
/// depends on what it shows; see [Figure#as].
public enum Form {
  /// A diagram as text for Mermaid, which JupyterLab, GitHub and many wikis draw.
  MERMAID("text/vnd.mermaid", ".mmd"),

  /// A diagram as a document for LaTeX with TikZ that compiles on its own.
  LATEX("text/x-tex", ".tex"),

  /// A chart for Vega-Lite 5, which JupyterLab draws: values under the pointer.
  VEGA("application/vnd.vegalite.v5+json", ".vl.json"),

  /// A film.
  GIF("image/gif", ".gif");

  private final String mime;
  private final String ending;

  Form(String mime, String ending) {
    this.mime = mime;
    this.ending = ending;
  }

  /// The type under which a front end gets it.
  public String mime() {
    return mime;
  }

  /// How names of files that hold it end.
  public String ending() {
    return ending;
  }

  /// As in `--as vega`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The form of a word, as `vega`.
  ///
  /// @throws MagicsException if there is none
  public static Form named(String word) {
    return Arrays.stream(values())
        .filter(f -> f.word().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() ->
            new MagicsException(
                "there is no form "
                    + word
                    + " of a figure. Take mermaid, latex, vega or gif, as far as the figure has"
                    + " it."));
  }
}
