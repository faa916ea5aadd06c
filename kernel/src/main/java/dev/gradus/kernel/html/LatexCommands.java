package dev.gradus.kernel.html;

import static dev.gradus.kernel.html.LatexParser.element;
import static dev.gradus.kernel.html.LatexParser.grouped;

import dev.gradus.kernel.html.Latex.UnknownLatex;
import java.util.Map;
import java.util.regex.Pattern;

/// The commands of LaTeX mathematics that take arguments: fractions, roots, accents, fonts, spaces.
final class LatexCommands {
  private static final Map<String, String> ACCENTS =
      Map.ofEntries(
          Map.entry("hat", "^"),
          Map.entry("widehat", "^"),
          Map.entry("bar", "¯"),
          Map.entry("tilde", "~"),
          Map.entry("widetilde", "~"),
          Map.entry("vec", "→"),
          Map.entry("overrightarrow", "→"),
          Map.entry("overleftarrow", "←"),
          Map.entry("dot", "˙"),
          Map.entry("ddot", "¨"),
          Map.entry("check", "ˇ"),
          Map.entry("breve", "˘"),
          Map.entry("acute", "´"),
          Map.entry("grave", "`"));

  private static final Map<String, String> FONTS =
      Map.ofEntries(
          Map.entry("mathbf", "bold"),
          Map.entry("bf", "bold"),
          Map.entry("boldsymbol", "bolditalic"),
          Map.entry("bm", "bolditalic"),
          Map.entry("pmb", "bolditalic"),
          Map.entry("mathbb", "double"),
          Map.entry("Bbb", "double"),
          Map.entry("mathcal", "script"),
          Map.entry("cal", "script"),
          Map.entry("mathscr", "script"),
          Map.entry("mathfrak", "fraktur"),
          Map.entry("mathsf", "sans"),
          Map.entry("sf", "sans"),
          Map.entry("mathtt", "mono"),
          Map.entry("tt", "mono"),
          Map.entry("rm", "normal"),
          Map.entry("it", ""),
          Map.entry("mathit", ""),
          Map.entry("mathnormal", ""));

  private static final Map<String, String> SPACES =
      Map.ofEntries(
          Map.entry(",", "0.167em"),
          Map.entry("thinspace", "0.167em"),
          Map.entry(":", "0.222em"),
          Map.entry(">", "0.222em"),
          Map.entry(";", "0.278em"),
          Map.entry("!", "-0.167em"),
          Map.entry(" ", "0.333em"),
          Map.entry("\n", "0.333em"),
          Map.entry("space", "0.333em"),
          Map.entry("enspace", "0.5em"),
          Map.entry("quad", "1em"),
          Map.entry("qquad", "2em"));

  private static final Pattern BIG = Pattern.compile("(big|Big|bigg|Bigg)[lrm]?");
  private static final Pattern COLOR = Pattern.compile("[a-zA-Z]+|#[0-9a-fA-F]{3,8}");
  private static final Pattern LENGTH = Pattern.compile("-?[0-9]*\\.?[0-9]+(em|ex|px|pt|cm|mm)");

  private final LatexParser in;

  LatexCommands(LatexParser in) {
    this.in = in;
  }

  /// The MathML of a command whose name was just read.
  String apply(String name) {
    String accent = ACCENTS.get(name);
    if (accent != null) {
      boolean wide = name.startsWith("wide") || name.startsWith("over");
      String mark = "<mo stretchy=\"" + wide + "\">" + accent + "</mo>";
      return "<mover accent=\"true\">" + in.argument() + mark + "</mover>";
    }
    String space = SPACES.get(name);
    if (space != null) {
      return "<mspace width=\"" + space + "\"/>";
    }
    String font = FONTS.get(name);
    if (font != null) {
      return font(name, font);
    }
    var big = BIG.matcher(name);
    return big.matches() ? big(big.group(1)) : structure(name);
  }

  private String font(String name, String font) {
    if ((name.length() == 2 && !name.equals("bm")) || name.equals("cal")) {
      in.setFont(font);
      return "";
    }
    return in.inFont(font);
  }

  private String big(String name) {
    String size =
        switch (name) {
          case "big" -> "1.2em";
          case "Big" -> "1.8em";
          case "bigg" -> "2.4em";
          default -> "3em";
        };
    return "<mo stretchy=\"true\" lspace=\"0\" rspace=\"0\" minsize=\"%s\" maxsize=\"%s\">%s</mo>"
        .formatted(size, size, Html.escape(in.delimiter()));
  }

  private String structure(String name) {
    return switch (name) {
      case "frac" -> element("mfrac", in.argument() + in.argument());
      case "dfrac", "cfrac" -> styled(true, element("mfrac", in.argument() + in.argument()));
      case "tfrac" -> styled(false, element("mfrac", in.argument() + in.argument()));
      case "binom", "dbinom", "tbinom" ->
          grouped(
              LatexParser.stretched("(")
                  + "<mfrac linethickness=\"0\">"
                  + in.argument()
                  + in.argument()
                  + "</mfrac>"
                  + LatexParser.stretched(")"));
      case "sqrt" -> root();
      case "overset", "stackrel" -> swapped("mover");
      case "underset" -> swapped("munder");
      // a stretched accent does not grow in every browser; a border does
      case "overline" -> "<mrow class=\"over\">" + in.argument() + "</mrow>";
      case "underline" -> "<mrow class=\"under\">" + in.argument() + "</mrow>";
      case "xrightarrow" -> "<mover><mo stretchy=\"true\">→</mo>" + in.argument() + "</mover>";
      case "xleftarrow" -> "<mover><mo stretchy=\"true\">←</mo>" + in.argument() + "</mover>";
      case "boxed", "fbox" -> "<mrow class=\"boxed\">" + in.argument() + "</mrow>";
      case "phantom" -> element("mphantom", in.argument());
      case "substack" -> nested(in.rawArgument());
      case "bmod" -> "<mo lspace=\"0.222em\" rspace=\"0.222em\">mod</mo>";
      case "pmod" -> "<mspace width=\"1em\"/><mo>(</mo><mi>mod</mi>" + in.argument() + "<mo>)</mo>";
      default -> texts(name);
    };
  }

  private String texts(String name) {
    return switch (name) {
      case "text", "textrm", "textnormal", "mbox", "hbox", "textup" -> words(in.rawArgument(), "");
      case "textbf" -> words(in.rawArgument(), "bold");
      case "textit", "emph" -> words(in.rawArgument(), "italic");
      case "texttt" -> words(in.rawArgument(), "mono");
      case "textsf" -> words(in.rawArgument(), "sans");
      case "mathrm" -> upright();
      case "mathrel", "mathbin", "mathord", "mathopen", "mathclose", "mathpunct" -> in.argument();
      case "color" -> colored(in.rawArgument(), in.row());
      case "textcolor" -> colored(in.rawArgument(), in.argument());
      case "displaystyle" -> styled(true, in.row());
      case "textstyle", "scriptstyle" -> styled(false, in.row());
      case "hspace", "hskip", "mspace" -> length(in.rawArgument());
      case "tag" -> "<mspace width=\"2em\"/><mtext>(" + Html.escape(in.rawArgument()) + ")</mtext>";
      case "label" -> {
        in.rawArgument();
        yield "";
      }
      case "nonumber", "notag", "hline", "allowbreak", "noindent" -> "";
      default -> throw new UnknownLatex("\\" + name + " is not known");
    };
  }

  private String root() {
    String degree = in.optionalArgument();
    return degree.isEmpty()
        ? element("msqrt", in.argument())
        : element("mroot", in.argument() + nested(degree));
  }

  private String swapped(String name) {
    String mark = in.argument();
    return element(name, in.argument() + mark);
  }

  private String upright() {
    String source = in.rawArgument();
    if (source.matches("[a-zA-Z]{2,}")) {
      return element("mi", source);
    }
    var inner = new LatexParser(source);
    inner.setFont("normal");
    return grouped(inner.parse());
  }

  /// Text with formulas between dollar signs in it.
  private static String words(String source, String font) {
    String[] parts = source.split("(?<!\\\\)\\$", -1);
    var out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 1) {
        out.append(nested(parts[i]));
      } else if (!parts[i].isEmpty()) {
        String plain = parts[i].replaceAll("\\\\([#$%&_{} ])", "$1").replaceAll("[{}]", "");
        String fixed = plain.replaceAll("^ | $", "\u00a0");
        String attribute = font.equals("italic") ? " style=\"font-style:italic\"" : "";
        out.append("<mtext" + attribute + ">")
            .append(Html.escape(LatexSymbols.styled(fixed, font)))
            .append("</mtext>");
      }
    }
    return grouped(out.toString());
  }

  private static String nested(String source) {
    return grouped(new LatexParser(source).parse());
  }

  private static String styled(boolean display, String content) {
    return "<mstyle displaystyle=\"" + display + "\" scriptlevel=\"0\">" + content + "</mstyle>";
  }

  private static String colored(String color, String content) {
    return COLOR.matcher(color).matches()
        ? "<mrow style=\"color:" + color + "\">" + content + "</mrow>"
        : grouped(content);
  }

  private static String length(String source) {
    return LENGTH.matcher(source.strip()).matches()
        ? "<mspace width=\"" + source.strip() + "\"/>"
        : "";
  }
}
