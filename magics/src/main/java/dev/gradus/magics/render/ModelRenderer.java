package dev.gradus.magics.render;

import dev.gradus.engine.Model;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;

/// A model: the table of its layers.
public final class ModelRenderer implements Renderer<Model> {
  /// For ServiceLoader.
  public ModelRenderer() {}

  @Override
  public Class<Model> type() {
    return Model.class;
  }

  @Override
  public MimeBundle render(Model value) {
    return new SummaryRenderer().render(value.summary());
  }
}
