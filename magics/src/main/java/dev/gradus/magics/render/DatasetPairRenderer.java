package dev.gradus.magics.render;

import dev.gradus.engine.data.DatasetPair;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;

/// A pair of data sets: a line for each.
public final class DatasetPairRenderer implements Renderer<DatasetPair> {
  /// For ServiceLoader.
  public DatasetPairRenderer() {}

  @Override
  public Class<DatasetPair> type() {
    return DatasetPair.class;
  }

  @Override
  public MimeBundle render(DatasetPair value) {
    return MimeBundle.text("train: " + value.train() + "\ntest:  " + value.test());
  }
}
