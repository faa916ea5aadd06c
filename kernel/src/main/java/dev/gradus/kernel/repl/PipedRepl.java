package dev.gradus.kernel.repl;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// The session fed by a file or a pipe, or by `-c`: no prompt and no colours. The first cell that
/// fails ends it, so that its exit code says whether all went well.
public final class PipedRepl implements AutoCloseable {
  /// Everything ran.
  public static final int OK = 0;

  /// A cell failed.
  public static final int FAILED = 1;

  /// A cell was stopped with Ctrl-C.
  public static final int INTERRUPTED = 130;

  private final BufferedReader in;
  private final ReplSession repl;
  private final SlashCommands commands;

  /// @param in where lines come from, and what `System.in` of a cell reads
  public PipedRepl(Supplier<Session> opener, BufferedReader in, PrintWriter out, PrintWriter err) {
    this.in = in;
    Input input = (_, _) -> line();
    repl =
        new ReplSession(
            opener, (stream, text) -> print(stream, text, out, err), ErrorStyle.PLAIN, input);
    commands = new SlashCommands(repl, List::of);
  }

  private static void print(Outputs.Stream stream, String text, PrintWriter out, PrintWriter err) {
    PrintWriter to = stream == Outputs.Stream.STDOUT ? out : err;
    to.print(text);
    to.flush();
  }

  private String line() {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("the input has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops the cell that runs.
  public void interrupt() {
    repl.session().interrupt();
  }

  /// Runs one text as one cell.
  ///
  /// @return the exit code
  public int run(String code) {
    return code(repl.run(code));
  }

  /// Runs the lines of the input, as many at a time as make something whole.
  ///
  /// @return the exit code
  public int runAll() throws IOException {
    var text = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (text.isEmpty() && SlashCommands.isCommand(line)) {
        OptionalInt exit = commands.run(line);
        if (exit.isPresent()) {
          return exit.getAsInt();
        }
        continue;
      }
      text.append(line).append('\n');
      if (!whole(text.toString())) {
        continue;
      }
      int code = run(text.toString());
      if (code != OK) {
        return code;
      }
      text.setLength(0);
    }
    return text.toString().isBlank() ? OK : run(text.toString());
  }

  private boolean whole(String text) {
    return !text.isBlank()
        && repl.session().isComplete(text).completeness() != Session.Completeness.INCOMPLETE;
  }

  private static int code(CellResult result) {
    return switch (result) {
      case CellResult.Ok _ -> OK;
      case CellResult.Failed failed -> failed.name().equals("Interrupted") ? INTERRUPTED : FAILED;
    };
  }

  @Override
  public void close() {
    repl.close();
  }
}
