package dev.gradus.kernel.html;

import java.util.Optional;

/// LaTeX mathematics as MathML of the kind that browsers draw themselves (MathML Core).
final class Latex {

  private Latex() {}

  /// The source uses something that is not known here, or is not well formed.
  static final class UnknownLatex extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownLatex(String message) {
      super(message);
    }
  }

  /// A `<math>` element, or nothing if the source cannot be read.
  ///
  /// @param source LaTeX without its dollar signs
  /// @param display true for a formula on a line of its own
  static Optional<String> toMathMl(String source, boolean display) {
    try {
      String body = new LatexParser(source).parse();
      String attributes = display ? " display=\"block\"" : "";
      return Optional.of(
          "<math%s alttext=\"%s\"><mrow>%s</mrow></math>"
              .formatted(attributes, Html.escape(source.strip()), body));
    } catch (UnknownLatex | StackOverflowError _) {
      return Optional.empty();
    }
  }

  /// A `<math>` element, or the source as code if it cannot be read.
  static String toHtml(String source, boolean display) {
    return toMathMl(source, display)
        .orElseGet(() ->
            display
                ? "<code class=\"latex block\">" + Html.escape(source.strip()) + "</code>"
                : "<code class=\"latex\">" + Html.escape(source.strip()) + "</code>");
  }
}
