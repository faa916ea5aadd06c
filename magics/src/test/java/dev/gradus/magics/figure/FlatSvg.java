package dev.gradus.magics.figure;

/// SVG whose groups are undone: every element has its attributes itself, as tests count them.
final class FlatSvg {
  private FlatSvg() {}

  static String of(String svg) {
    var out = new StringBuilder();
    var look = "";
    for (var line : svg.lines().toList()) {
      if (line.startsWith("<g ")) {
        look = line.substring(2, line.length() - 1);
      } else if (line.equals("</g>")) {
        look = "";
      } else {
        out.append(
            line.replaceFirst("(/?>)", java.util.regex.Matcher.quoteReplacement(look) + "$1"));
        out.append('\n');
      }
    }
    return out.toString();
  }
}
