package dev.gradus.kernel.eval.internal;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jshell.MethodSnippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/// What a name or a chain of two names means, by reflection alone: a member of a variable's class
/// or of a named class, a variable, a class, a method that a cell has declared or imported. A
/// hundred times faster than javac; what is anything else is left to javac.
final class Members {
  private static final String WORD = "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*";
  private static final Pattern CHAIN =
      Pattern.compile("(?<![\\w.)\\]\"'$:])(?:(" + WORD + ")\\.)?(" + WORD + ")?$");
  private static final Pattern BEFORE_NAME =
      Pattern.compile("(?:\\bnew|\\bimport|\\bimport\\s+static|\\bpackage|::)\\s*$");

  private static final Set<String> NO_TYPES =
      Set.of("return", "throw", "else", "case", "yield", "do", "assert", "new", "instanceof");

  private final Shell shell;
  private final TypeNames names;

  Members(Shell shell, TypeNames names) {
    this.shell = shell;
    this.names = names;
  }

  /// A name at the end of some code.
  ///
  /// @param root what stands before the dot; null for a single name
  /// @param name the name, as far as it is typed
  private record Chain(@Nullable String root, String name) {}

  /// A completion by reflection.
  ///
  /// @param start where the name starts
  /// @param members signatures by continuation, as `max(` or `PI`
  record Found(int start, TreeMap<String, String> members) {}

  private static Optional<Chain> chain(String code) {
    Matcher m = CHAIN.matcher(code);
    if (!m.find() || BEFORE_NAME.matcher(code.substring(0, m.start())).find()) {
      return Optional.empty();
    }
    String root = m.group(1);
    String name = m.group(2) == null ? "" : m.group(2);
    if (root == null && name.isEmpty()) {
      return Optional.empty();
    }
    boolean hidden = declares(code.substring(0, m.start()), root == null ? name : root);
    return hidden ? Optional.empty() : Optional.of(new Chain(root, name));
  }

  /// Whether the same cell declares the name, as a variable, a parameter or a type: that hides what
  /// the session has under it.
  private static boolean declares(String code, String name) {
    String quoted = Pattern.quote(name);
    if (Pattern.compile("\\b%1$s\\s*->|\\([^()]*\\b%1$s\\b[^()]*\\)\\s*->".formatted(quoted))
        .matcher(code)
        .find()) {
      return true;
    }
    Matcher after = Pattern.compile("(?:\\b(\\w+)|[\\])>?])\\s+" + quoted + "\\b").matcher(code);
    while (after.find()) {
      if (after.group(1) == null || !NO_TYPES.contains(after.group(1))) {
        return true;
      }
    }
    return false;
  }

  private Optional<VarSnippet> variable(String name) {
    return shell.jshell().variables().filter(v -> v.name().equals(name)).findFirst();
  }

  /// The members that the name at the end of the code can be completed to; empty where only javac
  /// knows.
  Optional<Found> complete(String code) {
    Chain chain = chain(code).orElse(null);
    if (chain == null || chain.root() == null) {
      return Optional.empty();
    }
    Optional<VarSnippet> variable = variable(chain.root());
    Optional<Class<?>> type =
        variable.isPresent() ? names.find(variable.get().typeName()) : names.find(chain.root());
    if (type.isEmpty() || !Modifier.isPublic(type.get().getModifiers())) {
      return Optional.empty();
    }
    boolean statics = variable.isEmpty();
    var members = new TreeMap<String, String>();
    for (Field field : type.get().getFields()) {
      if (fits(field, chain.name(), statics)) {
        members.put(field.getName(), "");
      }
    }
    methods(type.get())
        .filter(m -> fits(m, chain.name(), statics))
        .collect(Collectors.groupingBy(Method::getName))
        .forEach((name, overloads) -> {
          boolean plain = overloads.stream().allMatch(m -> m.getParameterCount() == 0);
          members.put(name + (plain ? "()" : "("), Signatures.text(overloads.stream(), name));
        });
    if (statics) {
      for (Class<?> inner : type.get().getClasses()) {
        if (inner.getSimpleName().startsWith(chain.name())) {
          members.put(inner.getSimpleName(), "");
        }
      }
      if ("class".startsWith(chain.name())) {
        members.put("class", "");
      }
    }
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(code.length() - chain.name().length(), members));
  }

  private static Stream<Method> methods(Class<?> type) {
    var all = new ArrayList<Method>(List.of(type.getMethods()));
    if (type.isInterface()) {
      all.addAll(List.of(Object.class.getMethods()));
    }
    return all.stream().filter(m -> !m.isSynthetic());
  }

  private static boolean fits(Member member, String start, boolean statics) {
    return member.getName().startsWith(start)
        && Modifier.isStatic(member.getModifiers()) == statics;
  }

  /// Signatures, as JShell writes them, of what the name at the end of the code means; none where
  /// only javac knows.
  List<String> signatures(String code) {
    Chain chain = chain(code).orElse(null);
    if (chain == null || chain.name().isEmpty()) {
      return List.of();
    }
    if (chain.root() == null) {
      return ofName(chain.name());
    }
    Optional<VarSnippet> variable = variable(chain.root());
    return (variable.isPresent() ? names.find(variable.get().typeName()) : names.find(chain.root()))
        .map(type -> ofMember(type, chain.name(), variable.isEmpty()))
        .orElse(List.of());
  }

  private List<String> ofName(String name) {
    Optional<VarSnippet> variable = variable(name);
    if (variable.isPresent()) {
      String type = variable.get().typeName();
      return List.of(name + ":" + names.find(type).map(Class::getCanonicalName).orElse(type));
    }
    List<String> own =
        shell.jshell().methods().filter(m -> m.name().equals(name)).map(Members::text).toList();
    if (!own.isEmpty()) {
      return own;
    }
    if (Character.isUpperCase(name.charAt(0))) {
      return names.find(name).map(Class::getCanonicalName).stream().toList();
    }
    return names
        .importedStatics(name)
        .map(type -> texts(Arrays.stream(type.getMethods()), name, true))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static String text(MethodSnippet method) {
    String signature = method.signature();
    int close = signature.lastIndexOf(')');
    return signature.substring(close + 1) + " " + method.name() + signature.substring(0, close + 1);
  }

  private static List<String> ofMember(Class<?> type, String name, boolean statics) {
    List<String> found = texts(methods(type), name, statics);
    if (!found.isEmpty()) {
      return found;
    }
    return Arrays.stream(type.getFields())
        .filter(f -> f.getName().equals(name) && (!statics || Modifier.isStatic(f.getModifiers())))
        .map(f ->
            f.getDeclaringClass().getCanonicalName() + "." + name + ":" + shown(f.getGenericType()))
        .toList();
  }

  private static List<String> texts(Stream<Method> methods, String name, boolean statics) {
    return methods
        .filter(m -> m.getName().equals(name) && !m.isSynthetic())
        .filter(m -> !statics || Modifier.isStatic(m.getModifiers()))
        .sorted(Signatures.ORDER)
        .map(m ->
            shown(m.getGenericReturnType())
                + " "
                + owner(m.getDeclaringClass())
                + "."
                + variables(m)
                + name
                + parameters(m))
        .distinct()
        .toList();
  }

  /// The declaring class with its package: its documentation is found by it.
  private static String owner(Class<?> type) {
    String name = type.getCanonicalName();
    return name == null ? type.getName() : name;
  }

  private static String variables(Method method) {
    TypeVariable<Method>[] variables = method.getTypeParameters();
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(TypeVariable::getName)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String parameters(Executable method) {
    Parameter[] parameters = method.getParameters();
    Type[] types = method.getGenericParameterTypes();
    boolean whole = types.length == parameters.length;
    return IntStream.range(0, parameters.length)
        .mapToObj(i -> {
          String type = shown(whole ? types[i] : parameters[i].getType());
          String text = parameters[i].isVarArgs() ? type.replaceFirst("\\[]$", "...") : type;
          return parameters[i].isNamePresent() ? text + " " + parameters[i].getName() : text;
        })
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /// A type without its packages.
  private static String shown(Type type) {
    String name = type instanceof Class<?> c ? c.getCanonicalName() : type.getTypeName();
    return (name == null ? type.getTypeName() : name)
        .replace('$', '.')
        .replaceAll("\\b(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "");
  }
}
