package dev.gradus.kernel.repl;

import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/// The session at a terminal.
public final class TerminalRepl {
  private static final int REMEMBERED = 5000;

  private final Terminal terminal;
  private final String banner;
  private final ReplSession repl;
  private final LineReader reader;
  private final LineReader asking;
  private final SlashCommands commands;
  private volatile boolean prompting;

  /// At this terminal.
  ///
  /// @param opener opens the session, again at each `/reset`
  /// @param history where typed lines are kept; null for nowhere
  /// @param banner printed first
  public TerminalRepl(
      Terminal terminal, Supplier<Session> opener, @Nullable Path history, String banner) {
    this.terminal = terminal;
    this.banner = banner;
    Input input = this::readLine;
    repl = new ReplSession(opener, this::print, ErrorStyle.of(colors(terminal)), input);
    var parser = new ReplParser(repl::session);
    var builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("gradus")
            .parser(parser)
            .completer(parser)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P ...> ")
            .variable(LineReader.INDENTATION, ReplParser.INDENT)
            .variable(LineReader.HISTORY_SIZE, REMEMBERED)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
            .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
            .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    reader = builder.build();
    asking = LineReaderBuilder.builder().terminal(terminal).build();
    asking.setVariable(LineReader.DISABLE_HISTORY, true);
    asking.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    asking.setVariable(LineReader.DISABLE_COMPLETION, true);
    commands = new SlashCommands(repl, this::typed);
  }

  private static int colors(Terminal terminal) {
    Integer colors = terminal.getNumericCapability(Capability.max_colors);
    boolean refused = System.getenv("NO_COLOR") != null || terminal.getType().startsWith("dumb");
    return refused || colors == null ? 0 : colors;
  }

  /// Reads and runs until the user ends it.
  ///
  /// @return the exit code of the process
  public int run() {
    print(Outputs.Stream.STDOUT, banner + "\n");
    terminal.handle(Terminal.Signal.INT, _ -> repl.session().interrupt());
    try {
      while (true) {
        try {
          OptionalInt exit = answer(next());
          if (exit.isPresent()) {
            return exit.getAsInt();
          }
        } catch (UserInterruptException e) {
          // Ctrl-C while typing drops what was typed
        } catch (EndOfFileException e) {
          return 0;
        }
      }
    } finally {
      repl.close();
      terminal.flush();
    }
  }

  private String next() {
    prompting = true;
    try {
      return reader.readLine("[" + repl.next() + "]> ");
    } finally {
      prompting = false;
    }
  }

  private OptionalInt answer(String text) {
    if (SlashCommands.isCommand(text)) {
      return commands.run(text);
    }
    if (!text.isBlank()) {
      repl.run(text);
    }
    return OptionalInt.empty();
  }

  private List<String> typed() {
    var lines = new ArrayList<String>();
    for (History.Entry entry : reader.getHistory()) {
      lines.add(entry.line());
    }
    return lines;
  }

  /// Threads of earlier cells may print while the user types: their text goes above the prompt.
  private synchronized void print(Outputs.Stream stream, String text) {
    if (prompting) {
      reader.printAbove(text);
    } else {
      terminal.writer().print(text);
      terminal.flush();
    }
  }

  /// A cell reads a line.
  private String readLine(String prompt, boolean password) {
    try {
      return asking.readLine(prompt, password ? '*' : null);
    } catch (UserInterruptException e) {
      repl.session().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while reading input"));
    } catch (EndOfFileException e) {
      throw new UncheckedIOException(new java.io.EOFException("the input has ended"));
    }
  }
}
