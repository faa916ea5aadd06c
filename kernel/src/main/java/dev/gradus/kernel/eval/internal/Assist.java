package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.assist.JavadocText;
import dev.gradus.kernel.assist.Javadocs;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.magic.CellRewriter;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/// Help while typing: completion, signatures, whether a cell is complete.
public final class Assist {
  private static final Pattern MEMBER_HEAD =
      Pattern.compile(
          "^\\s*(?:@\\w+\\s+|\\w+\\s+)*(?:import\\s|[\\w<>\\[\\],.?\\s]+\\([^;=]*\\)\\s*\\{)");

  private static final Pattern NEW = Pattern.compile("\\bnew\\s+(?:[\\w.]+\\.)?$");
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])");
  private static final Pattern OPEN_CALL = Pattern.compile("\\([^(){}\"';]*$");
  private static final int MOST_ENTRIES = 12;

  private final Shell shell;
  private final Javadocs javadocs;
  private final Signatures signatures;
  private final Members members;
  private final Splitter splitter;
  private final CellRewriter rewriter;
  private final MagicAssist magics;

  Assist(Shell shell, MagicRegistry registry, CellRewriter rewriter) {
    this.shell = shell;
    this.rewriter = rewriter;
    splitter = new Splitter(shell.analysis());
    magics = new MagicAssist(registry);
    var names = new TypeNames(shell.jshell(), shell.loader());
    javadocs = new Javadocs(names::find);
    signatures = new Signatures(shell, names);
    members = new Members(shell, names);
  }

  /// See [Session#complete].
  public Session.Completion complete(String code, int cursor) {
    int at = Math.clamp(cursor, 0, code.length());
    Optional<Session.Completion> magic = magics.complete(code, at);
    if (magic.isPresent()) {
      return magic.get();
    }
    shell.lock().lock();
    try {
      return java(code, at);
    } finally {
      shell.lock().unlock();
    }
  }

  private Session.Completion java(String code, int cursor) {
    String typed = magics.inWord(code, cursor).orElseGet(() -> context(code.substring(0, cursor)));
    Optional<Members.Found> quick = members.complete(typed);
    if (quick.isPresent()) {
      return quick(quick.get(), typed, cursor);
    }
    int[] anchor = {0};
    List<Suggestion> suggestions =
        shell.analysis().completionSuggestions(typed, typed.length(), anchor);
    int start = cursor - (typed.length() - anchor[0]);
    var byText = new LinkedHashMap<String, String>();
    for (boolean fitting : new boolean[] {true, false}) {
      for (Suggestion s : suggestions) {
        if (s.matchesType() == fitting && !s.continuation().startsWith("$")) {
          byText.putIfAbsent(s.continuation(), type(s.continuation()));
        }
      }
    }
    List<String> matches = List.copyOf(byText.keySet());
    return new Session.Completion(
        Math.clamp(start, 0, cursor),
        cursor,
        matches,
        List.copyOf(byText.values()),
        signatures.of(typed.substring(0, anchor[0]), matches));
  }

  private static Session.Completion quick(Members.Found found, String typed, int cursor) {
    List<String> matches = List.copyOf(found.members().keySet());
    return new Session.Completion(
        Math.clamp(cursor - (typed.length() - found.start()), 0, cursor),
        cursor,
        matches,
        matches.stream().map(Assist::type).toList(),
        List.copyOf(found.members().values()));
  }

  private static String type(String continuation) {
    if (continuation.endsWith("(") || continuation.endsWith("()")) {
      return "method";
    }
    char first = continuation.isEmpty() ? ' ' : continuation.charAt(0);
    return Character.isUpperCase(first) ? "class" : "variable";
  }

  /// The text before the cursor without what a method body cannot hold: finished methods and
  /// imports of the same cell.
  private String context(String before) {
    String code = rewriter.rewriteLeniently(before).code();
    List<Piece> pieces = splitter.split(code);
    if (pieces.size() < 2) {
      return code;
    }
    var text = new StringBuilder();
    for (Piece piece : pieces.subList(0, pieces.size() - 1)) {
      if (!MEMBER_HEAD.matcher(piece.source()).find()) {
        text.append(code, piece.start(), piece.end());
      }
    }
    return text.append(code.substring(pieces.getLast().start())).toString();
  }

  /// See [Session#inspect].
  public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
    int at = Math.clamp(cursor, 0, code.length());
    Optional<MimeBundle> magic = magics.inspect(code, at);
    if (magic.isPresent()) {
      return magic;
    }
    shell.lock().lock();
    try {
      List<Javadocs.Entry> quick = entries(members.signatures(context(nameAt(code, at))));
      if (!quick.isEmpty()) {
        return Optional.of(JavadocText.bundle(quick, detailLevel > 0));
      }
      for (String typed : candidates(code, at)) {
        var signatures = shell.analysis().documentation(typed, typed.length(), false);
        var found = entries(signatures.stream().map(Documentation::signature).toList());
        if (!found.isEmpty()) {
          return Optional.of(JavadocText.bundle(found, detailLevel > 0));
        }
      }
      return Optional.empty();
    } finally {
      shell.lock().unlock();
    }
  }

  /// With comments out of the sources: JShell would read those of the JDK anew each time, and knows
  /// no others.
  private List<Javadocs.Entry> entries(List<String> signatures) {
    List<Javadocs.Entry> entries = new ArrayList<>();
    for (String signature : signatures) {
      Javadocs.Entry entry = javadocs.find(signature);
      if (entries.size() < MOST_ENTRIES && !entries.contains(entry)) {
        entries.add(shortened(entry));
        variableType(signature).map(javadocs::find).ifPresent(entries::add);
      }
    }
    return entries;
  }

  /// A signature that reads as Java does where the types are imported.
  private static Javadocs.Entry shortened(Javadocs.Entry entry) {
    String signature = entry.signature();
    return signature.contains("(")
        ? new Javadocs.Entry(
            PACKAGE.matcher(signature).replaceAll(""), entry.comment(), entry.source())
        : entry;
  }

  /// The code up to the end of the name at the cursor, or of the name of the call that the cursor
  /// is in: `dense` of `dense(10, `.
  private static String nameAt(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String before = code.substring(0, end);
    if (end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1))) {
      return before;
    }
    Matcher call = OPEN_CALL.matcher(before);
    return call.find() ? before.substring(0, call.start()) : before;
  }

  /// The type of a variable that a cell has declared, whose documentation follows its own line.
  private static Optional<String> variableType(String signature) {
    int colon = signature.indexOf(':');
    return colon < 0 || signature.lastIndexOf('.', colon) >= 0 || signature.contains("(")
        ? Optional.empty()
        : Optional.of(signature.substring(colon + 1).strip());
  }

  /// The places to ask at: the end of the name at the cursor, the same with an opening parenthesis
  /// (javac documents calls), and the call that the cursor is in. The likelier of the first two
  /// comes first: each question takes javac's time.
  private List<String> candidates(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    var candidates = new ArrayList<String>();
    if (start < end) {
      String typed = context(code.substring(0, end));
      boolean called = code.startsWith("(", end) || NEW.matcher(code.substring(0, start)).find();
      boolean type = Character.isUpperCase(code.charAt(start));
      candidates.add(typed + "(");
      candidates.add(called || !type ? candidates.size() : 0, typed);
    }
    candidates.add(context(code.substring(0, cursor)));
    return candidates;
  }

  /// See [Session#isComplete].
  public Session.Completable isComplete(String code) {
    String java = rewriter.rewriteLeniently(code).code();
    shell.lock().lock();
    try {
      SourceCodeAnalysis.Completeness worst = completeness(java);
      return switch (worst) {
        case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY ->
            new Session.Completable(Session.Completeness.COMPLETE, "");
        case DEFINITELY_INCOMPLETE ->
            new Session.Completable(Session.Completeness.INCOMPLETE, indent(code));
        case UNKNOWN -> new Session.Completable(Session.Completeness.INVALID, "");
      };
    } finally {
      shell.lock().unlock();
    }
  }

  private SourceCodeAnalysis.Completeness completeness(String java) {
    String rest = java;
    while (true) {
      var info = shell.analysis().analyzeCompletion(rest);
      boolean done =
          info.completeness() != SourceCodeAnalysis.Completeness.COMPLETE
              || info.remaining().isBlank();
      if (done) {
        return info.completeness();
      }
      rest = info.remaining();
    }
  }

  private static String indent(String code) {
    String line = code.substring(code.lastIndexOf('\n') + 1);
    Matcher blanks = Pattern.compile("^\\s*").matcher(line);
    String indent = blanks.find() ? blanks.group() : "";
    return line.stripTrailing().endsWith("{") ? indent + "    " : indent;
  }

  /// Closes the files of sources.
  void close() {
    javadocs.close();
  }
}
