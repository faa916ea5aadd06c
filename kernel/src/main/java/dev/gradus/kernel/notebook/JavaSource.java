package dev.gradus.kernel.notebook;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// Builds a compact source file (JLS 7.3) from the code of cells. What was declared twice is there
/// once, as it was last.
final class JavaSource implements AutoCloseable {
  private static final Pattern ASSIGNMENT = Pattern.compile("(?s)\\w+\\s*=[^=].*");

  /// A step of `main`.
  ///
  /// @param variable the name of the variable that it declares, or empty
  /// @param type its type
  private record Step(String text, String variable, String type) {
    /// The declaration of a field, which cannot have `var`.
    String field() {
      return text.replaceFirst("^var\\b", Matcher.quoteReplacement(type));
    }
  }

  /// Lets JShell compile without effect.
  private static final class RunsNothing implements ExecutionControlProvider, ExecutionControl {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return this;
    }

    @Override
    public void load(ClassBytecodes[] classes) {}

    @Override
    public void redefine(ClassBytecodes[] classes) {}

    @Override
    public String invoke(String type, String method) {
      return "";
    }

    @Override
    public String varValue(String type, String variable) {
      return "";
    }

    @Override
    public void addToClasspath(String path) {}

    @Override
    public void stop() {}

    @Override
    public Object extensionCommand(String command, Object argument) {
      return "";
    }

    @Override
    public void close() {}
  }

  private final Set<String> imports;
  private final Map<String, String> members = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final JShell shell =
      JShell.builder().executionEngine(new RunsNothing(), Map.of()).build();
  private final SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();

  JavaSource(List<String> imports) {
    this.imports = new LinkedHashSet<>(imports);
    String path = System.getProperty("java.class.path", "");
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (!entry.isBlank()) {
        shell.addToClasspath(entry);
      }
    }
    shell.eval("import module java.base;");
    imports.forEach(shell::eval);
  }

  /// Adds lines of comment.
  void comment(String lines) {
    if (!lines.isBlank()) {
      steps.add(new Step("\n" + lines.strip(), "", ""));
    }
  }

  /// Adds the code of a cell.
  void code(String code) {
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      boolean whole = info.completeness() == SourceCodeAnalysis.Completeness.COMPLETE;
      String piece = whole ? rest.substring(0, rest.length() - info.remaining().length()) : rest;
      rest = whole ? info.remaining() : "";
      if (!piece.isBlank()) {
        piece(piece.strip());
      }
    }
  }

  private void piece(String text) {
    // declared, so that what follows is understood, but not run
    List<SnippetEvent> events = shell.eval(text);
    if (events.isEmpty()) {
      steps.add(new Step(text, "", "")); // comments only
      return;
    }
    if (events.getFirst().status() == Snippet.Status.REJECTED) {
      steps.add(new Step(commented(text), "", ""));
      return;
    }
    switch (events.getFirst().snippet()) {
      case MethodSnippet method -> member(method.name() + method.parameterTypes(), text);
      case TypeDeclSnippet type -> member("type " + type.name(), text);
      case VarSnippet variable -> {
        if (variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
          steps.add(new Step(expression(text), "", ""));
        } else {
          steps.add(new Step(closed(text), variable.name(), variable.typeName()));
        }
      }
      case Snippet other -> {
        switch (other.kind()) {
          case IMPORT -> imports.add(closed(text));
          case EXPRESSION -> steps.add(new Step(expression(text), "", ""));
          default -> steps.add(new Step(closed(text), "", ""));
        }
      }
    }
  }

  private void member(String key, String text) {
    members.remove(key);
    members.put(key, text);
  }

  private static String closed(String text) {
    return text.endsWith(";") || text.endsWith("}") ? text : text + ";";
  }

  /// A value that a cell shows is printed; a call may have none, so it is only made.
  private static String expression(String text) {
    String plain = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    boolean statement =
        (plain.endsWith(")") && !plain.startsWith("("))
            || plain.startsWith("new ")
            || plain.endsWith("++")
            || plain.endsWith("--")
            || plain.startsWith("++")
            || plain.startsWith("--")
            || plain.matches("(?s)[\\w.\\[\\]]+\\s*([-+*/%&|^]|<<|>>>?)?=[^=].*");
    return statement ? plain + ";" : "IO.println(" + plain + ");";
  }

  private static String commented(String text) {
    return "// not understood:\n// " + text.replace("\n", "\n// ");
  }

  /// The text of the file.
  String text() {
    Set<String> fields = fields();
    var out = new StringBuilder();
    out.append("// Run with the jars of Gradus: java --class-path \"lib/*\" FILE\n");
    imports.forEach(line -> out.append(line).append('\n'));
    steps.stream()
        .filter(step -> fields.contains(step.variable))
        .forEach(step -> out.append('\n').append(step.field()).append('\n'));
    members.values().forEach(text -> out.append('\n').append(text).append('\n'));
    out.append("\nvoid main() throws Exception {\n");
    var declared = new HashMap<String, String>();
    for (Step step : steps) {
      if (!fields.contains(step.variable)) {
        indented(once(step, declared), out);
      }
    }
    return out.append("}\n").toString();
  }

  /// Variables that members use, and those that these are made from; a variable declared twice
  /// cannot be a member.
  private Set<String> fields() {
    var fields = new LinkedHashSet<String>();
    var texts = new ArrayList<>(members.values());
    for (int i = 0; i < texts.size(); i++) {
      for (Step step : steps) {
        boolean used = mentions(texts.get(i), step.variable);
        if (used && single(step) && fields.add(step.variable)) {
          texts.add(step.text);
        }
      }
    }
    return fields;
  }

  private boolean single(Step step) {
    return steps.stream().filter(other -> other.variable.equals(step.variable)).count() == 1;
  }

  private static boolean mentions(String text, String name) {
    return !name.isEmpty()
        && Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find();
  }

  /// A second declaration of a local variable with the same type is an assignment.
  private static String once(Step step, Map<String, String> declared) {
    int name = step.variable.isEmpty() ? -1 : step.text.indexOf(step.variable);
    if (name <= 0) {
      return step.text;
    }
    String type = step.text.substring(0, name).strip();
    String again = step.text.substring(name);
    boolean known = type.equals(declared.put(step.variable, type));
    return known && ASSIGNMENT.matcher(again).matches() ? again : step.text;
  }

  /// Lines of text blocks keep their place: their indent is part of the text.
  private static void indented(String text, StringBuilder out) {
    if (text.contains("\"\"\"")) {
      out.append(text).append('\n');
      return;
    }
    text.lines().forEach(line -> out.append(line.isBlank() ? "" : "  " + line).append('\n'));
  }

  @Override
  public void close() {
    shell.close();
  }
}
