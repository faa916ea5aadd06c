package dev.gradus.kernel.repl;

import dev.gradus.kernel.session.Session;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Tells JLine what the session knows: whether a text may run or needs more lines, and what the
/// word at the cursor can become.
final class ReplParser implements Parser, Completer {
  /// Blanks for each open bracket; JLine takes as many away again for one that closes.
  static final int INDENT = 4;

  private final Supplier<Session> session;

  ReplParser(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE) {
      requireWhole(line);
    }
    if (context != ParseContext.COMPLETE) {
      return new Word(line, cursor, cursor, List.of(), List.of());
    }
    if (line.matches("/\\w*")) {
      List<String> names = List.copyOf(SlashCommands.NAMES.keySet());
      return new Word(line, 0, cursor, names, names.stream().map(_ -> "command").toList());
    }
    Session.Completion found = session.get().complete(line, cursor);
    return new Word(line, found.start(), cursor, found.matches(), found.types());
  }

  private void requireWhole(String line) {
    if (line.isBlank() || SlashCommands.isCommand(line)) {
      return;
    }
    Session.Completable answer = session.get().isComplete(line);
    if (answer.completeness() == Session.Completeness.INCOMPLETE) {
      int open = answer.indent().length() / INDENT;
      throw new EOFError(-1, -1, "more lines follow", "", open, "");
    }
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line instanceof Word word) {
      for (int i = 0; i < word.matches.size(); i++) {
        String text = word.matches.get(i);
        String group = i < word.types.size() ? word.types.get(i) : "";
        candidates.add(new Candidate(text, text, group, null, null, null, false, i));
      }
    }
  }

  /// The text from where a completion starts to the cursor.
  private record Word(String line, int start, int cursor, List<String> matches, List<String> types)
      implements CompletingParsedLine {
    @Override
    public String word() {
      return line.substring(start, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - start;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }
  }
}
