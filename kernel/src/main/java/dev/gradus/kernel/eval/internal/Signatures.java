package dev.gradus.kernel.eval.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.MethodSnippet;
import jdk.jshell.VarSnippet;

/// What follows the names of methods that a completion offers: their parameters and results.
final class Signatures {
  /// The expression before the last dot, as far as it is a chain of names.
  private static final Pattern RECEIVER =
      Pattern.compile("([\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*)\\.\\s*$");

  /// Few parameters first, then by their types, `int` before `double`: the loader gives any order.
  static final Comparator<Method> ORDER =
      Comparator.comparingInt(Method::getParameterCount)
          .thenComparing(Signatures::parameterTypes, Comparator.reverseOrder());

  /// To list the methods of hundreds of matches would be read by nobody.
  private static final int MOST_MATCHES = 60;

  private final Shell shell;
  private final TypeNames names;

  Signatures(Shell shell, TypeNames names) {
    this.shell = shell;
    this.names = names;
  }

  /// The signatures of matches, each empty where there is none.
  ///
  /// @param before the code before the matches
  List<String> of(String before, List<String> matches) {
    if (matches.size() > MOST_MATCHES || matches.stream().noneMatch(m -> m.contains("("))) {
      return matches.stream().map(_ -> "").toList();
    }
    boolean member = before.stripTrailing().endsWith(".");
    Optional<Class<?>> owner = member ? receiver(before) : Optional.empty();
    return matches.stream()
        .map(match -> {
          int open = match.indexOf('(');
          String name = open < 0 ? "" : match.substring(0, open);
          return name.isEmpty()
              ? ""
              : member
                  ? owner.map(o -> text(Arrays.stream(o.getMethods()), name)).orElse("")
                  : unqualified(name);
        })
        .toList();
  }

  private Optional<Class<?>> receiver(String before) {
    Matcher m = RECEIVER.matcher(before);
    if (m.find()) {
      String chain = m.group(1);
      Optional<VarSnippet> variable =
          shell.jshell().variables().filter(v -> v.name().equals(chain)).findFirst();
      Optional<Class<?>> type =
          variable.isPresent() ? names.find(variable.get().typeName()) : names.find(chain);
      if (type.isPresent()) {
        return type;
      }
    }
    String expression = before.stripTrailing();
    expression = expression.substring(0, expression.length() - 1);
    String type = shell.analysis().analyzeType(expression, expression.length());
    return type == null ? Optional.empty() : names.find(type);
  }

  private String unqualified(String name) {
    String own =
        shell
            .jshell()
            .methods()
            .filter(m -> m.name().equals(name))
            .map(Signatures::text)
            .collect(Collectors.joining("\n"));
    return own.isEmpty()
        ? names
            .importedStatics(name)
            .map(type -> text(Arrays.stream(type.getMethods()).filter(Signatures::isStatic), name))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("")
        : own;
  }

  private static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }

  private static String text(MethodSnippet method) {
    String signature = method.signature();
    int close = signature.lastIndexOf(')');
    return close < 0
        ? "(" + method.parameterTypes() + ")"
        : signature.substring(0, close + 1) + " : " + signature.substring(close + 1);
  }

  /// The overloads of a method, the shortest first.
  static String text(Stream<Method> methods, String name) {
    return methods
        .filter(m -> m.getName().equals(name) && !m.isSynthetic())
        .sorted(ORDER)
        .map(m -> parameters(m) + " : " + m.getReturnType().getSimpleName())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static String parameterTypes(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(Collectors.joining(","));
  }

  private static String parameters(Method method) {
    return Arrays.stream(method.getParameters())
        .map(Signatures::parameter)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String parameter(Parameter parameter) {
    String type = parameter.getType().getSimpleName();
    String text = parameter.isVarArgs() ? type.replaceFirst("\\[]$", "...") : type;
    return parameter.isNamePresent() ? text + " " + parameter.getName() : text;
  }
}
