package dev.gradus.kernel.eval.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/// Drops what cells left behind that nobody asks for any more: statements, and results (`$1`, `$2`,
/// ...) but the newest. JShell imports every live snippet into each new one, so that without this a
/// cell costs more with every cell before it. A result that a declaration mentions stays.
final class Leftovers {
  /// How many results and statements stay.
  static final int KEPT = 24;

  private final JShell shell;
  private final Deque<Snippet> kept = new ArrayDeque<>();

  Leftovers(JShell shell) {
    this.shell = shell;
  }

  /// Takes note of what a cell ran.
  void add(Snippet snippet) {
    switch (snippet.kind()) {
      case STATEMENT, EXPRESSION -> kept.add(snippet);
      case VAR -> {
        if (isResult(snippet)) {
          kept.add(snippet);
        }
      }
      default -> {}
    }
  }

  /// Whether it is the `$n` of an expression.
  private static boolean isResult(Snippet snippet) {
    return snippet instanceof VarSnippet variable && variable.name().startsWith("$");
  }

  /// Drops all but the newest.
  ///
  /// @param dropping hears of each before it goes
  void trim(java.util.function.Consumer<Snippet> dropping) {
    while (kept.size() > KEPT) {
      Snippet old = kept.remove();
      if (shell.status(old) == Status.VALID && !isMentioned(old)) {
        dropping.accept(old);
        shell.drop(old);
      }
    }
  }

  private boolean isMentioned(Snippet snippet) {
    if (!(snippet instanceof VarSnippet result)) {
      return false;
    }
    var name = Pattern.compile(Pattern.quote(result.name()) + "(?![\\w$])");
    return shell
        .snippets()
        .filter(other -> other.kind().isPersistent() && !other.id().equals(result.id()))
        .filter(other -> other.source().indexOf('$') >= 0 && shell.status(other).isActive())
        .anyMatch(other -> name.matcher(other.source()).find());
  }
}
