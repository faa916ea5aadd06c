package dev.gradus.kernel.eval.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.jspecify.annotations.Nullable;

/// Finds the line of a cell for a frame of one of JShell's classes.
final class FrameMap {
  private static final Pattern CLASS = Pattern.compile("^REPL\\.\\$JShell\\$[^$]+");

  private static final Pattern GAP = Pattern.compile("(?s)(?:\\s++|//[^\\n]*+|/\\*.*?\\*/)*+");

  /// Where a snippet came from.
  private record Origin(CellSource source, int start, String text) {}

  /// A line of a cell.
  record Place(CellSource source, int line) {}

  private final JShell shell;
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();
  private final Map<Thread, Origin> current = new ConcurrentHashMap<>();

  FrameMap(JShell shell) {
    this.shell = shell;
  }

  /// Says which piece is being evaluated: its frames may be asked for before [#add].
  void begin(CellSource source, Piece piece) {
    current.put(Thread.currentThread(), new Origin(source, piece.start(), piece.source()));
  }

  void add(Snippet snippet, CellSource source, Piece piece) {
    origins.put(snippet.id(), new Origin(source, piece.start(), piece.source()));
  }

  void forget(Snippet snippet) {
    origins.remove(snippet.id());
  }

  /// Forgets all snippets but these.
  void retain(Set<String> ids) {
    origins.keySet().retainAll(ids);
  }

  static boolean isCell(StackTraceElement frame) {
    return frame.getClassName().startsWith("REPL.");
  }

  Optional<Place> find(StackTraceElement frame) {
    Matcher m = CLASS.matcher(frame.getClassName());
    if (!m.find() || frame.getLineNumber() < 1) {
      return Optional.empty();
    }
    return search(m.group(), frame.getLineNumber());
  }

  /// The end of a cell.
  void end() {
    current.remove(Thread.currentThread());
  }

  /// The piece under evaluation that a snippet belongs to; several cells may be at work.
  private @Nullable Origin current(Snippet snippet) {
    for (Origin origin : current.values()) {
      if (origin.text.contains(snippet.source().strip())) {
        return origin;
      }
    }
    return null;
  }

  private Optional<Place> search(String className, int line) {
    for (Snippet snippet : shell.snippets().toList()) {
      Origin known = origins.get(snippet.id());
      Origin origin = known == null ? current(snippet) : known;
      if (origin == null || (known == null && shell.status(snippet) == Snippet.Status.DROPPED)) {
        continue;
      }
      SnippetWrapper wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
      try {
        if (className.equals(wrapper.fullClassName())) {
          int position = position(wrapper, line);
          if (position >= 0) {
            int original = origin.source.cell().toOriginal(origin.start + position);
            return Optional.of(new Place(origin.source, origin.source.line(original)));
          }
        }
      } catch (RuntimeException e) {
        // a snippet that never got a class
      }
    }
    return Optional.empty();
  }

  /// A position of the snippet on a line of its wrapping, or -1.
  private static int position(SnippetWrapper wrapper, int line) {
    String wrapped = wrapper.wrapped();
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = wrapped.indexOf('\n', start) + 1;
      if (start == 0) {
        return -1;
      }
    }
    int end = wrapped.indexOf('\n', start);
    end = end < 0 ? wrapped.length() : end;
    String source = wrapper.source();
    int near = -1;
    for (int i = start; i < end; i++) {
      if (Character.isWhitespace(wrapped.charAt(i))) {
        continue;
      }
      int position = wrapper.wrappedToSourcePosition(i);
      if (position < 0 || position >= source.length()) {
        continue;
      }
      near = near < 0 ? position : near;
      if (source.charAt(position) == wrapped.charAt(i)
          && wrapper.sourceToWrappedPosition(position) == i) {
        return position;
      }
    }
    return near < 0 ? near : skipComments(source, near);
  }

  /// The next position that holds code: what JShell puts before an expression counts as the start
  /// of the piece, which may be a comment lines above.
  private static int skipComments(String source, int from) {
    Matcher m = GAP.matcher(source).region(from, source.length());
    return m.lookingAt() && m.end() < source.length() ? m.end() : from;
  }
}
