package dev.gradus.kernel.html;

import dev.gradus.kernel.html.Latex.UnknownLatex;
import dev.gradus.kernel.html.LatexSymbols.Symbol;
import java.util.List;

/// Recursive descent over LaTeX mathematics, writing MathML as it goes.
final class LatexParser {
  /// One piece of a formula.
  ///
  /// @param limits true if scripts go above and below it
  private record Piece(String xml, boolean limits) {
    Piece(String xml) {
      this(xml, false);
    }
  }

  private final String text;
  private int at;
  private String font = "";

  LatexParser(String text) {
    this.text = text;
  }

  /// The whole formula; `\\` at the top starts a new line.
  String parse() {
    String rows = new LatexTables(this).rows("gathered", "");
    if (at < text.length()) {
      throw new UnknownLatex("unexpected " + text.substring(at));
    }
    return rows;
  }

  /// Pieces up to the end, a `}`, `&`, `\\`, `\right`, `\middle` or `\end`.
  String row() {
    String outer = font;
    var out = new StringBuilder();
    while (!atRowEnd()) {
      out.append(scripted(atom()));
    }
    font = outer;
    return out.toString();
  }

  boolean atRowEnd() {
    skipBlanks();
    return at >= text.length()
        || text.charAt(at) == '}'
        || text.charAt(at) == '&'
        || List.of("\\", "right", "middle", "end", "cr").contains(peekCommand());
  }

  /// True, and goes on, if the given text comes next.
  boolean take(String expected) {
    skipBlanks();
    boolean found = text.startsWith(expected, at);
    boolean wholeCommand =
        expected.length() < 2
            || !Character.isLetter(expected.charAt(expected.length() - 1))
            || at + expected.length() >= text.length()
            || !Character.isLetter(text.charAt(at + expected.length()));
    if (found && wholeCommand) {
      at += expected.length();
      return true;
    }
    return false;
  }

  void expect(String expected) {
    if (!take(expected)) {
      throw new UnknownLatex("expected " + expected);
    }
  }

  /// The source between braces, as it is.
  String rawArgument() {
    expect("{");
    int start = at;
    int depth = 1;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return text.substring(start, at - 1);
      }
    }
    throw new UnknownLatex("a brace is not closed");
  }

  /// An argument: a group, or the next single token.
  String argument() {
    skipBlanks();
    if (at >= text.length()) {
      throw new UnknownLatex("an argument is missing");
    }
    if (Character.isDigit(text.charAt(at))) {
      return number(text.substring(at, ++at));
    }
    return atom().xml;
  }

  String optionalArgument() {
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '[') {
      return "";
    }
    int end = text.indexOf(']', at);
    if (end < 0) {
      throw new UnknownLatex("a [ is not closed");
    }
    String inner = text.substring(at + 1, end);
    at = end + 1;
    return inner;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '%') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  private String peekCommand() {
    if (at + 1 >= text.length() || text.charAt(at) != '\\') {
      return "";
    }
    int end = at + 1;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(at + 1, Math.max(end, at + 2));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private String scripted(Piece base) {
    String below = "";
    String above = "";
    boolean limits = base.limits;
    while (true) {
      skipBlanks();
      if (take("\\limits")) {
        limits = true;
      } else if (take("\\nolimits")) {
        limits = false;
      } else if (take("'")) {
        above += "<mo lspace=\"0\" rspace=\"0\">′</mo>";
      } else if (take("_")) {
        below += argument();
      } else if (take("^")) {
        above += argument();
      } else {
        break;
      }
    }
    String kind = limits ? "under over" : "sub sup";
    String[] names = kind.split(" ", -1);
    if (below.isEmpty() && above.isEmpty()) {
      return base.xml;
    }
    if (above.isEmpty()) {
      return element("m" + names[0], base.xml + grouped(below));
    }
    if (below.isEmpty()) {
      return element("m" + names[1], base.xml + grouped(above));
    }
    return element("m" + names[0] + names[1], base.xml + grouped(below) + grouped(above));
  }

  private Piece atom() {
    skipBlanks();
    if (at >= text.length()) {
      throw new UnknownLatex("something is missing at the end");
    }
    int c = text.codePointAt(at);
    if (c == '\\') {
      String name = peekCommand();
      at += 1 + name.length();
      return command(name);
    }
    if (c == '^' || c == '_') {
      return new Piece("<mrow></mrow>");
    }
    at += Character.charCount(c);
    if (c == '{') {
      String inner = row();
      expect("}");
      return new Piece(grouped(inner));
    }
    if (Character.isDigit(c) || (c == '.' && startsWithDigit())) {
      int start = at - 1;
      while (at < text.length() && (Character.isDigit(text.charAt(at)) || decimalPoint())) {
        at++;
      }
      return new Piece(number(text.substring(start, at)));
    }
    if (Character.isLetter(c)) {
      return new Piece(identifier(Character.toString(c)));
    }
    return new Piece(character(c));
  }

  private boolean startsWithDigit() {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private boolean decimalPoint() {
    return text.charAt(at) == '.'
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
  }

  private static String character(int c) {
    return switch (c) {
      case '-' -> "<mo>−</mo>";
      case '*' -> "<mo>∗</mo>";
      case '~' -> "<mspace width=\"0.333em\"/>";
      case '(', ')', '[', ']' -> fence(Character.toString(c));
      case '|' -> fence("|");
      case '/' -> "<mo lspace=\"0\" rspace=\"0\">/</mo>";
      case '}', '&', '#', '$' -> throw new UnknownLatex("unexpected " + (char) c);
      default -> operator(Character.toString(c));
    };
  }

  private Piece command(String name) {
    Symbol symbol = LatexSymbols.of(name);
    if (symbol != null) {
      return symbol(symbol);
    }
    return switch (name) {
      case "begin" -> new Piece(new LatexTables(this).environment());
      case "left" -> new Piece(leftRight());
      case "not" -> new Piece(operator(overlaid(argument())));
      case "operatorname" -> {
        boolean star = take("*");
        yield function(rawArgument(), star);
      }
      case "mathop" -> new Piece(argument(), true);
      case "underbrace", "overbrace" -> {
        boolean under = name.startsWith("under");
        String mark = "<mo stretchy=\"true\">" + (under ? "⏟" : "⏞") + "</mo>";
        yield new Piece(element(under ? "munder" : "mover", argument() + mark), true);
      }
      default -> new Piece(new LatexCommands(this).apply(name));
    };
  }

  private Piece symbol(Symbol symbol) {
    return switch (symbol.kind()) {
      case IDENTIFIER -> new Piece(identifier(symbol.text()));
      case OPERATOR -> new Piece(operator(symbol.text()));
      case FENCE -> new Piece(fence(symbol.text()));
      case LARGE -> new Piece(element("mo", symbol.text()), true);
      case INTEGRAL -> new Piece(element("mo", symbol.text()));
      case FUNCTION -> function(symbol.text(), false);
      case LIMIT -> function(symbol.text(), true);
    };
  }

  private Piece function(String name, boolean limits) {
    String plain = name.replace("\\,", "\u2009").replace("\\", "").replaceAll("[{}]", "");
    skipBlanks();
    boolean tight = at < text.length() && "([{|.,)}]".indexOf(text.charAt(at)) >= 0;
    String space = tight || text.startsWith("\\left", at) ? "0" : "0.167em";
    String attributes = limits ? " movablelimits=\"true\"" : "";
    return new Piece(
        "<mo form=\"prefix\" lspace=\"0.167em\" rspace=\"%s\"%s>%s</mo>"
            .formatted(space, attributes, Html.escape(plain)),
        limits);
  }

  private String leftRight() {
    var out = new StringBuilder(stretched(delimiter()));
    while (true) {
      out.append(row());
      if (take("\\middle")) {
        out.append(stretched(delimiter()));
      } else {
        expect("\\right");
        out.append(stretched(delimiter()));
        return grouped(out.toString());
      }
    }
  }

  /// The bracket after `\left`, `\big` and the like; empty for `.`.
  String delimiter() {
    skipBlanks();
    if (at >= text.length()) {
      throw new UnknownLatex("a bracket is missing");
    }
    String name = peekCommand();
    if (!name.isEmpty()) {
      Symbol symbol = LatexSymbols.of(name);
      if (symbol == null) {
        throw new UnknownLatex("\\" + name + " is no bracket");
      }
      at += 1 + name.length();
      return symbol.text();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '.' -> "";
      case '<' -> "⟨";
      case '>' -> "⟩";
      default -> Character.toString(c);
    };
  }

  /// Sets the alphabet until the end of the group, as `\bf` does.
  void setFont(String name) {
    font = name;
  }

  /// An argument in one of the alphabets.
  String inFont(String name) {
    String outer = font;
    font = name;
    String result = argument();
    font = outer;
    return result;
  }

  private String identifier(String letter) {
    if (font.isEmpty()) {
      return element("mi", Html.escape(letter));
    }
    String styled = LatexSymbols.styled(letter, font);
    return "<mi mathvariant=\"normal\">" + Html.escape(styled) + "</mi>";
  }

  private String number(String digits) {
    return element("mn", LatexSymbols.styled(digits, font));
  }

  static String operator(String text) {
    return element("mo", Html.escape(text));
  }

  static String fence(String text) {
    boolean bar = text.equals("|") || text.equals("‖");
    return "<mo stretchy=\"false\"%s>%s</mo>"
        .formatted(bar ? " lspace=\"0\" rspace=\"0\"" : "", Html.escape(text));
  }

  static String stretched(String text) {
    return text.isEmpty()
        ? ""
        : "<mo stretchy=\"true\" fence=\"true\" lspace=\"0\" rspace=\"0\">"
            + Html.escape(text)
            + "</mo>";
  }

  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  static String grouped(String content) {
    return element("mrow", content);
  }

  private static String overlaid(String xml) {
    return xml.replaceAll("<[^>]*>", "").replace("&lt;", "<").replace("&gt;", ">") + "\u0338";
  }
}
