package dev.gradus.kernel.magic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the Java call for the words of one magic, after checking them against its declaration.
final class MagicCode {
  private static final String CALLS = "dev.gradus.kernel.magic.MagicCalls.";

  private final MagicSpec spec;
  private final int start;
  private final int end;
  private final Map<Integer, List<MagicWord>> given = new HashMap<>();

  private final @Nullable CodeWord code;

  /// For the words of a magic that stands at a place of the cell.
  MagicCode(MagicSpec spec, List<MagicWord> words, int start, int end) {
    this(spec, words, null, start, end);
  }

  /// For the options and the code of a magic that takes code.
  MagicCode(MagicSpec spec, List<MagicWord> words, @Nullable CodeWord code, int start, int end) {
    this.spec = spec;
    this.code = code;
    this.start = start;
    this.end = end;
    assign(words);
  }

  static boolean asksForHelp(List<MagicWord> words) {
    return words.stream().anyMatch(w -> w.text().equals("--help") || w.text().equals("-h"));
  }

  static String help(MagicSpec spec) {
    return CALLS + "help(" + literal(spec.name()) + ", " + spec.resultTypeName() + ".class)";
  }

  static String nothing() {
    return CALLS + "nothing()";
  }

  /// Appends the call.
  ///
  /// @param method `call` to have the value, `show` to display it
  /// @param spans receives the parts that were written as Java
  void write(StringBuilder code, String method, String body, List<RewrittenCell.Span> spans) {
    CodeWord taken = this.code;
    boolean typed = taken != null && spec.returnsCode() && method.equals("call");
    code.append(taken == null ? "" : taken.declaration());
    code.append(CALLS).append(typed ? "callCode" : method).append('(');
    code.append(literal(spec.name())).append(", ");
    if (typed && taken != null) {
      lambda(code, taken, spans);
    } else {
      code.append(spec.resultTypeName()).append(".class");
    }
    code.append(", new Object[] {");
    for (MagicParameter p : spec.parameters()) {
      if (p.code() && taken != null && !typed) {
        lambda(code, taken, spans);
      } else if (p.code()) {
        code.append("null");
      } else {
        value(code, p, spans);
      }
      code.append(", ");
    }
    code.append("}, new String[] {");
    for (MagicParameter p : spec.parameters()) {
      List<MagicWord> words = given.getOrDefault(p.index(), List.of());
      String text = words.stream().map(MagicWord::text).collect(Collectors.joining(" "));
      code.append(literal(text)).append(", ");
    }
    code.append("}, ").append(literal(body)).append(')');
  }

  private static void lambda(StringBuilder out, CodeWord given, List<RewrittenCell.Span> spans) {
    out.append(CALLS).append("code(");
    given.write(out, spans);
    out.append(')');
  }

  private void assign(List<MagicWord> words) {
    List<MagicParameter> arguments =
        spec.arguments().stream().filter(argument -> !argument.code()).toList();
    int next = 0;
    for (int i = 0; i < words.size(); i++) {
      MagicWord word = words.get(i);
      if (word.isOption()) {
        i += option(words, i);
      } else {
        if (next >= arguments.size()) {
          throw tooMany(word, arguments);
        }
        MagicParameter argument = arguments.get(next);
        add(argument, word);
        if (!argument.list()) {
          next++;
        }
      }
    }
    List<String> missing =
        arguments.stream()
            .filter(a -> !a.optional() && !a.list() && !given.containsKey(a.index()))
            .map(MagicParameter::word)
            .toList();
    if (!missing.isEmpty()) {
      throw error("needs " + String.join(" and ", missing) + ". Write " + spec.usage(), start, end);
    }
  }

  /// Takes an option at an index; returns how many further words it took.
  private int option(List<MagicWord> words, int index) {
    MagicWord word = words.get(index);
    int equals = word.text().indexOf('=');
    String name = equals < 0 ? word.text() : word.text().substring(0, equals);
    MagicParameter option = spec.option(name).orElseThrow(() -> unknown(word, name));
    if (given.containsKey(option.index()) && !option.list()) {
      throw error("option " + name + " is given twice", word.start(), word.end());
    }
    if (equals >= 0) {
      add(option, new MagicWord(word.text().substring(equals + 1), word.start() + equals + 1));
      return 0;
    }
    if (option.flag()) {
      boolean valued =
          index + 1 < words.size() && words.get(index + 1).text().matches("true|false");
      add(option, valued ? words.get(index + 1) : new MagicWord("true", word.start()));
      return valued ? 1 : 0;
    }
    if (index + 1 >= words.size() || words.get(index + 1).isOption()) {
      throw error("option " + name + " needs a value", word.start(), word.end());
    }
    add(option, words.get(index + 1));
    return 1;
  }

  private void add(MagicParameter parameter, MagicWord word) {
    if (parameter.raw() && !parameter.choices().isEmpty() && !isExpression(word)) {
      String text = word.unquoted();
      if (parameter.choices().stream().noneMatch(c -> c.equalsIgnoreCase(text))) {
        throw error(
            parameter.word()
                + " cannot be "
                + text
                + "."
                + Nearest.hint(text, parameter.choices(), "")
                + " It is one of "
                + String.join(", ", parameter.choices()),
            word.start(),
            word.end());
      }
    }
    given.computeIfAbsent(parameter.index(), i -> new ArrayList<>()).add(word);
  }

  private MagicSyntaxException unknown(MagicWord word, String name) {
    List<String> names = spec.options().stream().map(MagicParameter::word).toList();
    String hint = Nearest.hint(name, names, "");
    String rest = names.isEmpty() ? " It has no options" : " Options: " + String.join(", ", names);
    return error(
        "unknown option "
            + name
            + (hint.isEmpty() ? "." + rest : "," + hint.toLowerCase(Locale.ROOT)),
        word.start(),
        word.end());
  }

  private MagicSyntaxException tooMany(MagicWord word, List<MagicParameter> arguments) {
    String takes =
        switch (arguments.size()) {
          case 0 -> "takes no argument";
          case 1 -> "takes one argument";
          default -> "takes " + arguments.size() + " arguments";
        };
    return error(
        takes + ", and " + word.text() + " is one too many. Write " + spec.usage(),
        word.start(),
        word.end());
  }

  private MagicSyntaxException error(String message, int from, int to) {
    return new MagicSyntaxException("%" + spec.name() + ": " + message, from, to);
  }

  private void value(StringBuilder code, MagicParameter p, List<RewrittenCell.Span> spans) {
    List<MagicWord> words = given.get(p.index());
    if (words == null) {
      code.append(defaultOf(p));
    } else if (p.list()) {
      code.append("java.util.Arrays.asList(");
      for (int i = 0; i < words.size(); i++) {
        code.append(i == 0 ? "" : ", ");
        one(code, p, words.get(i), spans);
      }
      code.append(')');
    } else {
      one(code, p, words.get(0), spans);
    }
  }

  private static String defaultOf(MagicParameter p) {
    if (p.byDefault().isEmpty()) {
      return p.flag() ? "false" : p.list() ? "java.util.List.of()" : "null";
    }
    if (p.list()) {
      String items =
          Arrays.stream(p.byDefault().split("[ ,]+"))
              .map(s -> p.raw() ? literal(s) : s)
              .collect(Collectors.joining(", "));
      return "java.util.List.of(" + items + ")";
    }
    return p.raw() ? literal(p.byDefault()) : p.byDefault();
  }

  private static boolean isExpression(MagicWord word) {
    return word.text().startsWith("{") && word.text().endsWith("}") && word.text().length() > 2;
  }

  private static void one(
      StringBuilder code, MagicParameter p, MagicWord word, List<RewrittenCell.Span> spans) {
    if (p.raw() && !isExpression(word)) {
      code.append(literal(word.unquoted()));
      return;
    }
    int skip = p.raw() ? 1 : 0;
    String text = word.text().substring(skip, word.text().length() - skip);
    int newStart = code.length();
    code.append(text);
    int at = word.start() + skip;
    spans.add(
        new RewrittenCell.Span(p.component(), at, at + text.length(), newStart, code.length()));
  }

  static String literal(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
