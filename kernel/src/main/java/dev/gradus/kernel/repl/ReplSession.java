package dev.gradus.kernel.repl;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The session behind the lines that a user types: numbers the cells, prints what they give, and
/// can start over.
final class ReplSession implements AutoCloseable {
  private final Supplier<Session> opener;
  private final BiConsumer<Outputs.Stream, String> printer;
  private final ErrorStyle style;
  private final Input input;
  private volatile Session session;
  private int count;

  ReplSession(
      Supplier<Session> opener,
      BiConsumer<Outputs.Stream, String> printer,
      ErrorStyle style,
      Input input) {
    this.opener = opener;
    this.printer = printer;
    this.style = style;
    this.input = input;
    session = opener.get();
  }

  Session session() {
    return session;
  }

  /// The number of the next cell.
  int next() {
    return count + 1;
  }

  /// Runs a cell and prints its output, then its value or its error.
  CellResult run(String code) {
    var outputs = new ReplOutputs(printer);
    CellResult result = session.run(new Session.Cell(code, ++count, false), outputs, input);
    outputs.end();
    switch (result) {
      case CellResult.Ok(var value) when value != null -> outputs.line(value.plain());
      case CellResult.Ok _ -> {}
      case CellResult.Failed failed ->
          printer.accept(Outputs.Stream.STDERR, String.join("\n", style.lines(failed)) + "\n");
    }
    return result;
  }

  void print(String text) {
    printer.accept(Outputs.Stream.STDOUT, text.endsWith("\n") ? text : text + "\n");
  }

  void complain(String text) {
    printer.accept(Outputs.Stream.STDERR, text + "\n");
  }

  /// A new session in place of this one.
  void reset() {
    session.close();
    session = opener.get();
    count = 0;
  }

  @Override
  public void close() {
    session.close();
  }
}
