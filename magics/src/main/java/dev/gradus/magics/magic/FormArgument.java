package dev.gradus.magics.magic;

import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Form;
import org.jspecify.annotations.Nullable;

/// The option `--as` of magics that draw.
final class FormArgument {
  private FormArgument() {}

  /// A figure in the form of a word, as `vega`; as it is without one.
  static Figure of(Figure figure, @Nullable String word) {
    return word == null ? figure : figure.as(Form.named(word));
  }
}
