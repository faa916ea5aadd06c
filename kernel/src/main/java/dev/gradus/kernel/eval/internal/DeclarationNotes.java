package dev.gradus.kernel.eval.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/// What a cell says of declarations that it did not make: of variables that its own took along, and
/// of those that wait.
final class DeclarationNotes {
  private final JShell jshell;

  DeclarationNotes(JShell jshell) {
    this.jshell = jshell;
  }

  /// Says that a variable whose class was defined anew has lost its value. A variable that is
  /// declared again is not lost: the new one has taken its place.
  static Optional<String> lost(SnippetEvent event) {
    Status status = event.status();
    boolean changed =
        event.isSignatureChange() || (status != Status.VALID && status != Status.OVERWRITTEN);
    if (event.snippet() instanceof VarSnippet variable
        && changed
        && event.previousStatus() == Status.VALID
        && !variable.name().startsWith("$")) {
      String fate = status == Status.VALID ? " is null now" : " is gone";
      return Optional.of(
          variable.name()
              + fate
              + ", because its type "
              + variable.typeName()
              + " was defined anew");
    }
    return Optional.empty();
  }

  /// Says why a method or class cannot be used yet: names that it needs, or an error in it that
  /// came with a later declaration.
  String incomplete(DeclarationSnippet waiting) {
    String call = waiting instanceof MethodSnippet ? "()" : "";
    String cannot = waiting.name() + call + " cannot be used until ";
    List<String> names = needed(waiting);
    if (!names.isEmpty()) {
      return cannot + String.join(" and ", names) + verb(names) + "defined";
    }
    return cannot
        + "it is declared again: "
        + jshell
            .diagnostics(waiting)
            .filter(Diag::isError)
            .map(d -> d.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
            .findFirst()
            .orElse("what it uses has changed");
  }

  /// Says which names a declaration needs.
  String missing(DeclarationSnippet waiting) {
    List<String> names = needed(waiting);
    String verb = names.size() == 1 ? ", which is not defined" : ", which are not defined";
    return waiting.name() + " needs " + String.join(" and ", names) + verb;
  }

  /// The names that a declaration needs and that nobody has declared.
  List<String> needed(DeclarationSnippet waiting) {
    return jshell.unresolvedDependencies(waiting).distinct().toList();
  }

  private static String verb(List<String> names) {
    return names.size() == 1 ? " is " : " are ";
  }
}
