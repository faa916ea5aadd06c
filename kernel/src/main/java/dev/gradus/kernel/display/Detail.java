package dev.gradus.kernel.display;

import java.util.function.Supplier;

/// How much of a large value is shown: a part with a note, unless the cell has asked for all.
public final class Detail {
  /// What the note says.
  public static final String HINT = "displayAll shows all";

  private static final ScopedValue<Boolean> WHOLE = ScopedValue.newInstance();

  private Detail() {}

  /// Whether all is to be shown. A renderer that cuts asks.
  public static boolean whole() {
    return WHOLE.isBound();
  }

  /// Renders with all that there is.
  static MimeBundle whole(Supplier<MimeBundle> rendering) {
    return ScopedValue.where(WHOLE, true).call(rendering::get);
  }
}
