package dev.gradus.magics.render;

import dev.gradus.engine.data.Dataset;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;

/// A data set: one line.
public final class DatasetRenderer implements Renderer<Dataset> {
  /// For ServiceLoader.
  public DatasetRenderer() {}

  @Override
  public Class<Dataset> type() {
    return Dataset.class;
  }

  @Override
  public MimeBundle render(Dataset value) {
    return MimeBundle.text(value.toString());
  }
}
