package dev.gradus.kernel.session;

/// Where `System.in` of a cell reads from.
@FunctionalInterface
public interface Input {

  /// No input: reading fails with a sentence that says why.
  Input NONE =
      (prompt, password) -> {
        throw new java.io.UncheckedIOException(
            new java.io.IOException("this front end gives a cell no input (allow_stdin is false)"));
      };

  /// Asks the user for one line, without its line end. Blocks; interruptible.
  String readLine(String prompt, boolean password);
}
