package dev.gradus.magics.render;

import dev.gradus.engine.train.Evaluation;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;

/// An evaluation: one line.
public final class EvaluationRenderer implements Renderer<Evaluation> {
  /// For ServiceLoader.
  public EvaluationRenderer() {}

  @Override
  public Class<Evaluation> type() {
    return Evaluation.class;
  }

  @Override
  public MimeBundle render(Evaluation value) {
    return MimeBundle.text(value.toString());
  }
}
