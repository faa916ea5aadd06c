package dev.gradus.kernel.assist;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A signature as JShell writes it, taken apart: `int Math.max(int a, int b)`, `StringBuilder(int
/// capacity)`, `System.out:java.io.PrintStream`, `java.util.List<E>`.
///
/// @param owner the type that declares the member, or the type itself; empty for what cells declare
/// @param member name of the method or field, `<init>` for a constructor; null for a type
/// @param types parameter types without type arguments and packages; null unless a method
record Signature(String owner, @Nullable String member, @Nullable List<String> types) {
  static final String CONSTRUCTOR = "<init>";

  static Signature parse(String text) {
    String plain = withoutTypeArguments(text).strip();
    int open = plain.indexOf('(');
    if (open >= 0) {
      int close = plain.lastIndexOf(')');
      String[] head = plain.substring(0, open).strip().split("\\s+", -1);
      List<String> types = types(plain.substring(open + 1, Math.max(open + 1, close)));
      String last = head[head.length - 1];
      int dot = last.lastIndexOf('.');
      if (head.length == 1) {
        return new Signature(last, CONSTRUCTOR, types);
      }
      return new Signature(dot < 0 ? "" : last.substring(0, dot), last.substring(dot + 1), types);
    }
    int colon = plain.indexOf(':');
    if (colon >= 0) {
      String name = plain.substring(0, colon);
      int dot = name.lastIndexOf('.');
      return new Signature(dot < 0 ? "" : name.substring(0, dot), name.substring(dot + 1), null);
    }
    return new Signature(plain, null, null);
  }

  private static List<String> types(String parameters) {
    List<String> types = new ArrayList<>();
    if (!parameters.isBlank()) {
      for (String parameter : parameters.split(",", -1)) {
        types.add(type(parameter));
      }
    }
    return types;
  }

  /// The type of a parameter, without annotations, package and name.
  static String type(String parameter) {
    String text =
        withoutTypeArguments(parameter)
            .replaceAll("@[\\w.]+(?:\\([^)]*\\))?\\s*", "")
            .replaceAll("\\bfinal\\s+", "")
            .replaceAll("\\s*\\.\\.\\.", "...")
            .replaceAll("\\s*\\[\\s*]", "[]")
            .strip();
    int blank = text.indexOf(' ');
    String type = blank < 0 ? text : text.substring(0, blank);
    int dot =
        type.endsWith("...") ? type.lastIndexOf('.', type.length() - 4) : type.lastIndexOf('.');
    return type.substring(dot + 1);
  }

  static String withoutTypeArguments(String text) {
    var plain = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (depth == 0) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
