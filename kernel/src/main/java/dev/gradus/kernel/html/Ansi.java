package dev.gradus.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Terminal output with ANSI escape sequences: colours and weights become HTML, all other sequences
/// are dropped.
public final class Ansi {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\033(?:\\[([0-9;:]*)([ -/]*[@-~])|\\][^\007\033]*(?:\007|\033\\\\)|[@-Z\\\\-_])");

  private static final String[] NAMES = {
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
  };
  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

  private boolean bold;
  private boolean dim;
  private boolean italic;
  private boolean underline;
  private boolean inverse;
  private String foreground = "";
  private String background = "";

  private Ansi() {}

  /// The text without its escape sequences.
  public static String strip(String text) {
    return text.indexOf('\033') < 0 ? text : ESCAPE.matcher(text).replaceAll("");
  }

  /// The text as HTML, escaped, with spans for what was coloured.
  public static String toHtml(String text) {
    var state = new Ansi();
    var out = new StringBuilder();
    Matcher matcher = ESCAPE.matcher(text);
    int start = 0;
    while (matcher.find()) {
      state.write(text.substring(start, matcher.start()), out);
      if ("m".equals(matcher.group(2))) {
        state.apply(matcher.group(1));
      }
      start = matcher.end();
    }
    state.write(text.substring(start), out);
    return out.toString();
  }

  private void write(String text, StringBuilder out) {
    if (text.isEmpty()) {
      return;
    }
    var classes = new ArrayList<String>();
    var styles = new ArrayList<String>();
    if (bold) {
      classes.add("ansi-bold");
    }
    if (dim) {
      classes.add("ansi-dim");
    }
    if (italic) {
      classes.add("ansi-italic");
    }
    if (underline) {
      classes.add("ansi-underline");
    }
    if (inverse) {
      classes.add("ansi-inverse");
    }
    color(foreground, "color", "fg", classes, styles);
    color(background, "background-color", "bg", classes, styles);
    if (classes.isEmpty() && styles.isEmpty()) {
      out.append(Html.escape(text));
      return;
    }
    out.append("<span");
    if (!classes.isEmpty()) {
      out.append(" class=\"").append(String.join(" ", classes)).append('"');
    }
    if (!styles.isEmpty()) {
      out.append(" style=\"").append(String.join(";", styles)).append('"');
    }
    out.append('>').append(Html.escape(text)).append("</span>");
  }

  private static void color(
      String color, String property, String suffix, List<String> classes, List<String> styles) {
    if (color.startsWith("#")) {
      styles.add(property + ":" + color);
    } else if (!color.isEmpty()) {
      classes.add("ansi-" + color + "-" + suffix);
    }
  }

  private void apply(String parameters) {
    String[] words = parameters.split("[;:]", -1);
    int i = 0;
    while (i < words.length) {
      int code = number(words[i++]);
      if (code == 38 || code == 48) {
        boolean indexed = i + 1 < words.length && words[i].equals("5");
        boolean direct = i + 3 < words.length && words[i].equals("2");
        if (indexed || direct) {
          String color =
              indexed
                  ? indexed(number(words[i + 1]))
                  : rgb(number(words[i + 1]), number(words[i + 2]), number(words[i + 3]));
          i += indexed ? 2 : 4;
          set(code == 38, color);
        }
      } else {
        apply(code);
      }
    }
  }

  private void apply(int code) {
    switch (code) {
      case 0 -> {
        bold = false;
        dim = false;
        italic = false;
        underline = false;
        inverse = false;
        foreground = "";
        background = "";
      }
      case 1 -> bold = true;
      case 2 -> dim = true;
      case 3 -> italic = true;
      case 4 -> underline = true;
      case 7 -> inverse = true;
      case 22 -> {
        bold = false;
        dim = false;
      }
      case 23 -> italic = false;
      case 24 -> underline = false;
      case 27 -> inverse = false;
      case 39 -> foreground = "";
      case 49 -> background = "";
      default -> {
        int tens = code / 10;
        if (code % 10 < 8 && (tens == 3 || tens == 9)) {
          foreground = (tens == 9 ? "bright-" : "") + NAMES[code % 10];
        } else if (code % 10 < 8 && (tens == 4 || tens == 10)) {
          background = (tens == 10 ? "bright-" : "") + NAMES[code % 10];
        }
      }
    }
  }

  private void set(boolean front, String color) {
    if (front) {
      foreground = color;
    } else {
      background = color;
    }
  }

  private static int number(String word) {
    try {
      return word.isEmpty() ? 0 : Integer.parseInt(word);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static String indexed(int index) {
    if (index < 0 || index > 255) {
      return "";
    }
    if (index < 16) {
      return (index > 7 ? "bright-" : "") + NAMES[index % 8];
    }
    if (index > 231) {
      int gray = 8 + 10 * (index - 232);
      return rgb(gray, gray, gray);
    }
    int cube = index - 16;
    return rgb(CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6]);
  }

  private static String rgb(int red, int green, int blue) {
    return String.format("#%02x%02x%02x", red & 255, green & 255, blue & 255);
  }
}
