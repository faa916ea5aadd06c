package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.magic.Magic;
import java.util.List;

/// The magics that come with the kernel.
public final class BuiltinMagics {
  private BuiltinMagics() {}

  /// One of each.
  public static List<Magic<?, ?>> all() {
    return List.of(new LsMagic(), new HelpMagic(), new WhoMagic());
  }
}
