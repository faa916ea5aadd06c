package dev.gradus.magics.render;

import dev.gradus.engine.Tensor;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;

/// A tensor: its numbers, shortened. `image(tensor)` shows it as a picture.
public final class TensorRenderer implements Renderer<Tensor> {
  /// For ServiceLoader.
  public TensorRenderer() {}

  @Override
  public Class<Tensor> type() {
    return Tensor.class;
  }

  @Override
  public MimeBundle render(Tensor value) {
    return MimeBundle.text(value.toString());
  }
}
