package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs;
import org.jspecify.annotations.Nullable;

/// Shows nothing.
public final class Silence implements Outputs {
  /// The only one.
  public static final Outputs OUTPUTS = new Silence();

  private Silence() {}

  @Override
  public void stream(Stream stream, String text) {}

  @Override
  public void display(MimeBundle bundle, @Nullable String displayId) {}

  @Override
  public void updateDisplay(String displayId, MimeBundle bundle) {}

  @Override
  public void clearOutput(boolean wait) {}
}
