package dev.gradus.kernel.session;

import dev.gradus.kernel.display.MimeBundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a cell ended. Output that it made on the way went to its [Outputs].
public sealed interface CellResult {

  /// The cell ran to its end.
  ///
  /// @param value the rendered value of the last expression, or null if there is none to show
  record Ok(@Nullable MimeBundle value) implements CellResult {}

  /// The cell stopped with an error; the session goes on.
  ///
  /// @param name short name, as `NullPointerException` or `CompileError`
  /// @param message one sentence
  /// @param traceback lines to print, with ANSI colours that read on light and dark
  record Failed(String name, String message, List<String> traceback) implements CellResult {}

  /// True for [Ok].
  default boolean ok() {
    return this instanceof Ok;
  }
}
