package dev.gradus.kernel.session;

import dev.gradus.kernel.display.MimeBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One running Java session: what the Jupyter server, the notebook runner and the terminal talk to.
///
/// Cells run one at a time, on the session's own thread (but see [#beside()]). [#interrupt()] may
/// be called from any thread. Cursor positions are counted in UTF-16 units of the Java string; a
/// front end that counts code points converts.
public interface Session extends AutoCloseable {

  /// A request to run a cell.
  ///
  /// @param code the text, magics included
  /// @param number the number shown as `In [n]`, used in errors as `cell [n]`
  /// @param silent true to show nothing and keep no result
  record Cell(String code, int number, boolean silent) {}

  /// Runs one cell to its end and returns how it ended. Never throws for anything a cell does.
  CellResult run(Cell cell, Outputs outputs, Input input);

  /// This session for cells that do not wait for those of [#run]: theirs run beside them, each on a
  /// thread of its own. Java is still compiled for one cell at a time.
  default Session beside() {
    return this;
  }

  /// Stops the cells that run now, if any.
  void interrupt();

  /// Evaluates expressions after a cell, each to a bundle or an error (the protocol's
  /// `user_expressions`).
  Map<String, CellResult> evaluate(Map<String, String> expressions);

  /// What a name at the cursor can be completed to.
  ///
  /// @param start where the text to be replaced starts
  /// @param end where it ends
  /// @param matches replacements, best first
  /// @param types kind of each match (`method`, `class`, `magic`, `option`, ...), as long as
  ///   matches
  /// @param signatures what follows the name of each match (`(int a, int b)`), empty where there is
  ///   nothing to say; as long as matches
  record Completion(
      int start, int end, List<String> matches, List<String> types, List<String> signatures) {

    /// Without signatures.
    public Completion(int start, int end, List<String> matches, List<String> types) {
      this(start, end, matches, types, matches.stream().map(_ -> "").toList());
    }
  }

  /// Completion at a cursor position.
  Completion complete(String code, int cursor);

  /// Signature and documentation of what stands at the cursor.
  Optional<MimeBundle> inspect(String code, int cursor, int detailLevel);

  /// Whether a piece of code can run as it is.
  enum Completeness {
    /// Runs as it is.
    COMPLETE,
    /// More lines are needed.
    INCOMPLETE,
    /// Can never be right.
    INVALID
  }

  /// The answer to "may I run this": completeness and the indent of the next line.
  record Completable(Completeness completeness, String indent) {}

  /// Whether the code is complete.
  Completable isComplete(String code);

  /// A variable of the session.
  ///
  /// @param name its name
  /// @param type its declared type, as text
  /// @param value its value
  record Variable(String name, String type, @Nullable Object value) {}

  /// The variables that cells have declared, in order of declaration.
  default List<Variable> variables() {
    return List.of();
  }

  /// Makes jars and folders of classes visible to cells, for the rest of the session.
  ///
  /// @return those that were not visible before
  default List<Path> addClassPath(List<Path> paths) {
    throw new UnsupportedOperationException("this session's class path is fixed");
  }

  /// The jars and folders that were added, in order.
  default List<Path> addedClassPath() {
    return List.of();
  }

  /// Runs code as part of the cell that runs now, once its current statement has ended.
  ///
  /// @throws IllegalStateException if no cell runs
  default void runNext(FollowUp code) {
    throw new UnsupportedOperationException("this session runs no further code in a cell");
  }

  /// Drops the variables, methods and classes that cells have declared, once the current statement
  /// has ended; imports stay.
  default void reset() {
    throw new UnsupportedOperationException("this session cannot be reset");
  }

  /// Shared, typed state of this session: created by the supplier at first use.
  <T> T attribute(Class<T> key, java.util.function.Supplier<T> create);

  /// Ends the session and its threads.
  @Override
  void close();
}
