package dev.gradus.magics.render;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import dev.gradus.magics.figure.Figure;

/// A figure: PNG and its facts as text.
public final class FigureRenderer implements Renderer<Figure> {
  /// For ServiceLoader.
  public FigureRenderer() {}

  @Override
  public Class<Figure> type() {
    return Figure.class;
  }

  @Override
  public MimeBundle render(Figure value) {
    return value.bundle();
  }
}
