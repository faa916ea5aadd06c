package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.magic.RewrittenCell;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/// One pass over the pieces of one cell.
final class CellEvaluation {
  private static final String UNMADE =
      "the Java compiler itself failed on this statement. A variable declared with var whose value"
          + " has a mixed type is a known cause: declare it with a type, such as List<Object>";

  private final Shell shell;
  private final Splitter splitter;
  private final FrameMap frames;
  private final CompileErrors errors;
  private final Tracebacks tracebacks;
  private final CellSource source;
  private final DeclarationNotes notes;
  private final RunningCell cell;
  private final Function<@Nullable Object, MimeBundle> render;
  private final List<Declared> declared = new ArrayList<>();
  private boolean ranOutOfMemory;

  /// A declaration of this cell and the piece it came from.
  private record Declared(Snippet snippet, Piece piece) {}

  CellEvaluation(
      Shell shell,
      Splitter splitter,
      FrameMap frames,
      CompileErrors errors,
      Tracebacks tracebacks,
      CellSource source,
      RunningCell cell,
      Function<@Nullable Object, MimeBundle> render) {
    this.shell = shell;
    this.splitter = splitter;
    this.frames = frames;
    this.errors = errors;
    this.tracebacks = tracebacks;
    this.source = source;
    notes = new DeclarationNotes(shell.jshell());
    this.cell = cell;
    this.render = render;
  }

  boolean ranOutOfMemory() {
    return ranOutOfMemory;
  }

  /// Runs the cell. Nothing runs if a part of it cannot be parsed.
  CellResult run() {
    CellControl.Runner outer = shell.control().runner(shell.unlocked(cell::call));
    try {
      List<Piece> pieces = splitter.split(source.cell().code());
      CellResult.Failed broken = syntax(pieces);
      if (broken != null) {
        return broken;
      }
      @Nullable MimeBundle value = null;
      for (int i = 0; i < pieces.size(); i++) {
        boolean last = i == pieces.size() - 1;
        Piece piece = pieces.get(i);
        shell.control().forget();
        CellResult.Failed failed = eval(piece);
        if (failed != null) {
          return failed;
        }
        if (cell.context().stopped()) {
          return interrupted("");
        }
        CellResult shown = show(piece, last);
        if (shown.ok() && !cell.followUps().isEmpty()) {
          shown = follow(shown, last);
        }
        if (!(shown instanceof CellResult.Ok(MimeBundle bundle))) {
          return shown;
        }
        value = bundle;
      }
      CellResult.Failed unresolved = unresolved();
      return unresolved == null ? new CellResult.Ok(value) : unresolved;
    } finally {
      shell.control().forget();
      shell.control().runner(outer);
      frames.end();
      declared.forEach(each -> shell.leftovers().add(each.snippet));
      shell.leftovers().trim(this::forget);
      shell.sweep(frames);
    }
  }

  /// Runs what the piece has asked for. The value of the last is the cell's if nothing comes after.
  private CellResult follow(CellResult shown, boolean last) {
    CellResult result = shown;
    List<Supplier<CellResult>> asked = List.copyOf(cell.followUps());
    cell.followUps().clear();
    for (Supplier<CellResult> next : asked) {
      CellResult following = next.get();
      if (!(following instanceof CellResult.Ok(MimeBundle value))) {
        return following;
      }
      if (value != null) {
        display(result);
        result = following;
      }
    }
    if (last) {
      return result;
    }
    display(result);
    return new CellResult.Ok(null);
  }

  private void display(CellResult result) {
    if (result instanceof CellResult.Ok(MimeBundle bundle) && bundle != null) {
      cell.context().outputs().display(bundle, null);
    }
  }

  /// A value that nobody can name any more is let go.
  private void forget(Snippet old) {
    frames.forget(old);
    if (old instanceof VarSnippet variable) {
      shell.clear(variable);
    }
  }

  /// The problems of the last piece if it cannot be parsed.
  private CellResult.@Nullable Failed syntax(List<Piece> pieces) {
    if (pieces.isEmpty() || !pieces.getLast().broken()) {
      return null;
    }
    Piece piece = pieces.getLast();
    boolean hopeless =
        shell.analysis().sourceToSnippets(piece.source()).stream()
            .allMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS);
    if (!hopeless) {
      return null;
    }
    List<Problem> problems = new ArrayList<>();
    for (SnippetEvent event : shell.eval(piece)) {
      problems.addAll(problems(event.snippet(), piece));
    }
    if (problems.size() > 1) {
      problems.removeIf(p -> p.message().startsWith("cannot find symbol"));
    }
    if (problems.isEmpty()) {
      int start = source.cell().toOriginal(piece.start());
      problems.add(new Problem("this is not Java", start, source.cell().original().length()));
    }
    return CompileErrors.failed(source, problems);
  }

  private CellResult.@Nullable Failed eval(Piece piece) {
    frames.begin(source, piece);
    for (SnippetEvent event : shell.eval(piece)) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() != null) {
        DeclarationNotes.lost(event).ifPresent(this::note);
        continue;
      }
      frames.add(snippet, source, piece);
      declared.add(new Declared(snippet, piece));
      CellResult.Failed failed = check(event, snippet, piece);
      if (failed != null) {
        return failed;
      }
    }
    return null;
  }

  private CellResult.@Nullable Failed check(SnippetEvent event, Snippet snippet, Piece piece) {
    Throwable failure = shell.control().failure();
    if (failure != null) {
      return failed(event, failure);
    }
    boolean waits = event.status() == Status.RECOVERABLE_NOT_DEFINED;
    if (event.status() == Status.REJECTED || (waits && snippet instanceof VarSnippet)) {
      List<Problem> problems = problems(snippet, piece);
      if (problems.isEmpty()) {
        problems = List.of(missing(snippet, piece));
      }
      return CompileErrors.failed(source, problems);
    }
    return null;
  }

  private List<Problem> problems(Snippet snippet, Piece piece) {
    return shell
        .jshell()
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(d -> errors.problem(source, piece, d))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private CellResult.Failed failed(SnippetEvent event, Throwable failure) {
    if (failure instanceof RunningCell.Abandoned) {
      return abandonedResult(cell);
    }
    if (failure instanceof CellStopped || cell.context().stopped()) {
      return interrupted(tracebacks.where(failure.getStackTrace()));
    }
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      String message = notes.incomplete(unresolved.getSnippet());
      return new CellResult.Failed("UndefinedName", message, List.of(Ansi.bold(message)));
    }
    if (unmade(failure)) {
      return new CellResult.Failed("CompilerFailure", UNMADE, List.of(Ansi.bold(UNMADE)));
    }
    CellResult.Failed failed = tracebacks.failed(failure);
    return failure instanceof OutOfMemoryError ? outOfMemory(failed) : failed;
  }

  /// Whether JShell asks for a class that the compiler has not made: it crashed, and said so to the
  /// process only.
  private static boolean unmade(Throwable failure) {
    return failure instanceof ClassNotFoundException
        && Objects.toString(failure.getMessage(), "").startsWith("REPL.$JShell$");
  }

  private CellResult.Failed interrupted(String where) {
    return stopped(cell, "the cell was interrupted" + where);
  }

  private static CellResult.Failed stopped(RunningCell cell, String message) {
    boolean late = !cell.limit().isEmpty();
    String text = late ? message + ", because it ran longer than " + cell.limit() : message;
    String name = late ? "TimeoutError" : "Interrupted";
    return new CellResult.Failed(name, text, List.of(Ansi.bold(text)));
  }

  static CellResult.Failed abandonedResult(RunningCell cell) {
    String message =
        "the cell was interrupted, but its thread is inside "
            + cell.stuckIn()
            + ", which cannot be stopped. The thread goes on without output until that call"
            + " returns; variables are kept, and the next cell runs on a new thread";
    return stopped(cell, message);
  }

  /// What a cell that filled the memory holds in its own variables is let go, so that the next cell
  /// has room to compile.
  private CellResult.Failed outOfMemory(CellResult.Failed failed) {
    ranOutOfMemory = true;
    var cleared = new ArrayList<String>();
    for (Declared each : declared) {
      if (each.snippet instanceof VarSnippet variable && shell.clear(variable)) {
        cleared.add(variable.name());
      }
    }
    if (cleared.isEmpty()) {
      return failed;
    }
    String note =
        "variables of this cell were set to null to free memory: " + String.join(", ", cleared);
    var lines = new ArrayList<String>(failed.traceback());
    lines.add(note);
    return new CellResult.Failed(failed.name(), failed.message(), lines);
  }

  /// Shows or returns the value of a piece: Ok with a bundle for the cell's result, Ok without for
  /// nothing to show.
  private CellResult show(Piece piece, boolean last) {
    boolean magic = isMagic(piece);
    Object value = shell.control().value();
    if (declared.isEmpty() || !hasValue(declared.getLast().snippet)) {
      return new CellResult.Ok(null);
    }
    boolean wanted = magic ? value != null : last && !endsWithSemicolon(piece);
    if (!wanted) {
      return new CellResult.Ok(null);
    }
    try {
      MimeBundle bundle = rendered(value);
      if (!last) {
        cell.context().outputs().display(bundle, null);
        return new CellResult.Ok(null);
      }
      return new CellResult.Ok(bundle);
    } catch (RunningCell.Abandoned e) {
      return abandonedResult(cell);
    } catch (CellStopped e) {
      return interrupted("");
    } catch (Throwable e) {
      return tracebacks.failed(e);
    }
  }

  private MimeBundle rendered(@Nullable Object value) throws Throwable {
    CellControl.Runner runner = shell.unlocked(cell::call);
    return (MimeBundle) Objects.requireNonNull(runner.run(() -> render.apply(value)));
  }

  private boolean isMagic(Piece piece) {
    String text = source.cell().code();
    int start = piece.start();
    while (start < piece.end() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    for (RewrittenCell.Edit edit : source.cell().edits()) {
      if (edit.shown()
          && edit.newStart() >= start
          && edit.newEnd() <= piece.end()
          && text.substring(start, edit.newStart()).isBlank()) {
        return true;
      }
    }
    return false;
  }

  private boolean endsWithSemicolon(Piece piece) {
    return Splitter.endsWithSemicolon(source.cell().code().substring(piece.start(), piece.end()));
  }

  private static boolean hasValue(Snippet snippet) {
    return switch (snippet.kind()) {
      case EXPRESSION -> true;
      case VAR -> snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
      default -> false;
    };
  }

  /// Declarations that wait for names which the cell did not bring either. A method may wait for a
  /// later cell; the cell says so. A class or a signature that names an unknown type is an error.
  private CellResult.@Nullable Failed unresolved() {
    List<Problem> problems = new ArrayList<>();
    JShell jshell = shell.jshell();
    for (Declared each : declared) {
      if (!(each.snippet instanceof DeclarationSnippet waiting)) {
        continue;
      }
      Status status = jshell.status(waiting);
      if (status == Status.RECOVERABLE_NOT_DEFINED) {
        problems.add(missing(waiting, each.piece));
      } else if (status == Status.RECOVERABLE_DEFINED) {
        note(notes.incomplete(waiting));
      }
    }
    return problems.isEmpty() ? null : CompileErrors.failed(source, problems);
  }

  private void note(String text) {
    cell.context().outputs().stream(Outputs.Stream.STDOUT, "note: " + text + "\n");
  }

  private Problem missing(Snippet snippet, Piece piece) {
    String first = "";
    String message = "this cannot be defined";
    if (snippet instanceof DeclarationSnippet waiting) {
      List<String> names = notes.needed(waiting);
      message = notes.missing(waiting);
      if (!names.isEmpty()) {
        String[] words = names.getFirst().replaceFirst("\\(.*", "").split(" ", -1);
        first = words[words.length - 1];
        message += errors.hint(words[0], first);
      }
    }
    String text = source.cell().code();
    int at = first.isEmpty() ? -1 : indexOfWord(text, first, piece);
    int start = source.cell().toOriginal(Math.max(at, piece.start()));
    return new Problem(message, start, at < 0 ? start + 1 : start + first.length());
  }

  private static int indexOfWord(String text, String word, Piece piece) {
    var matcher =
        java.util.regex.Pattern.compile("\\b" + java.util.regex.Pattern.quote(word) + "\\b")
            .matcher(text)
            .region(piece.start(), piece.end());
    return matcher.find() ? matcher.start() : -1;
  }
}
