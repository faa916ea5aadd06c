package dev.gradus.kernel.eval.internal;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/// Shows JShell those variables and methods only that a piece can have to do with. JShell imports
/// every one of them into every new piece, a line each, so that a cell takes longer with every
/// declaration before it. What a piece does not mention it does not need; if it may declare a name
/// anew, what mentions that name is compiled again, so what those mention is shown too. The same
/// holds for `import static` of all that a class has.
final class SeenNames {
  private static final Pattern STAR =
      Pattern.compile("^\\s*import\\s+static\\s+([\\w.]+)\\s*\\.\\s*\\*");

  private final JShell shell;
  private final List<Snippet> byKey;
  private final Map<Snippet, Words> words = new HashMap<>();
  private final Map<Snippet, Set<String>> holders = new HashMap<>();
  private final Map<Integer, Snippet> hidden = new HashMap<>();
  private final ClassLoader loader;

  /// Words of a declaration.
  ///
  /// @param name what it declares
  /// @param all every word in it
  /// @param always whether it is shown to every piece
  private record Words(String name, Set<String> all, boolean always) {}

  SeenNames(JShell shell, ShellTables tables, ClassLoader loader) {
    this.shell = shell;
    this.loader = loader;
    byKey = tables.byKey();
  }

  /// Hides what a piece has nothing to do with, until [#showAll()].
  void showFor(String source) {
    showAll();
    if (source.contains("\\u") || source.stripLeading().startsWith("import")) {
      return;
    }
    Set<String> seen = new HashSet<>();
    Set<String> declared = new HashSet<>();
    scan(source, seen, declared);
    followDependents(seen, declared);
    for (int i = 0; i < byKey.size(); i++) {
      Snippet snippet = byKey.get(i);
      if (snippet != null && isNeedless(snippet, seen)) {
        hidden.put(i, snippet);
      }
    }
    hidden.keySet().forEach(i -> byKey.set(i, null));
  }

  private boolean isNeedless(Snippet snippet, Set<String> seen) {
    if (snippet.subKind() == SubKind.STATIC_IMPORT_ON_DEMAND_SUBKIND) {
      Set<String> offered = holders.computeIfAbsent(snippet, this::members);
      return !offered.isEmpty() && Collections.disjoint(offered, seen);
    }
    return canHide(snippet) && !seen.contains(words(snippet).name);
  }

  /// The static members that an `import static a.B.*` brings; empty if that cannot be told.
  private Set<String> members(Snippet snippet) {
    Matcher star = STAR.matcher(snippet.source());
    if (!star.find()) {
      return Set.of();
    }
    try {
      Class<?> holder = Class.forName(star.group(1), false, loader);
      Set<String> names = new HashSet<>();
      Stream.of(holder.getMethods()).map(Method::getName).forEach(names::add);
      Stream.of(holder.getFields()).map(Field::getName).forEach(names::add);
      Stream.of(holder.getClasses()).map(Class::getSimpleName).forEach(names::add);
      return names;
    } catch (ClassNotFoundException | LinkageError e) {
      return Set.of();
    }
  }

  /// Puts back what is hidden.
  void showAll() {
    hidden.forEach(byKey::set);
    hidden.clear();
  }

  /// Forgets the words of snippets that are out of force.
  void trim() {
    words.keySet().removeIf(snippet -> !shell.status(snippet).isActive());
  }

  private boolean canHide(Snippet snippet) {
    return shell.status(snippet) == Status.VALID
        && (snippet instanceof VarSnippet || snippet instanceof MethodSnippet)
        && !words(snippet).always;
  }

  /// Adds the words of everything that may be compiled again: what waits for a name, what mentions
  /// a name that the piece declares, what mentions those, and so on.
  private void followDependents(Set<String> seen, Set<String> declared) {
    var rest = new HashSet<Snippet>();
    for (Snippet snippet : byKey) {
      if (snippet instanceof PersistentSnippet) {
        if (shell.status(snippet) == Status.VALID) {
          rest.add(snippet);
        } else {
          seen.addAll(words(snippet).all);
          declared.add(words(snippet).name);
        }
      }
    }
    boolean more = !declared.isEmpty();
    while (more) {
      more = false;
      for (var each = rest.iterator(); each.hasNext(); ) {
        Words one = words(each.next());
        if (declared.stream().anyMatch(one.all::contains)) {
          each.remove();
          seen.addAll(one.all);
          more |= declared.add(one.name);
        }
      }
    }
  }

  private Words words(Snippet snippet) {
    return words.computeIfAbsent(
        snippet,
        s -> {
          Set<String> all = new HashSet<>();
          scan(s.source(), all, new HashSet<>());
          String name = s instanceof PersistentSnippet declared ? declared.name() : "";
          boolean anonymous = s.source().contains("new ") && s.source().contains("{");
          boolean always = s.source().contains("\\u") || (s instanceof VarSnippet && anonymous);
          return new Words(name, all, always);
        });
  }

  /// Finds the words of a text, those in comments and strings too.
  ///
  /// @param seen gets all
  /// @param declared gets those that stand where a declaration has its name: after another word, an
  ///   array's or type argument's end, a comma or a comment
  private static void scan(String text, Set<String> seen, Set<String> declared) {
    char before = ';';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isJavaIdentifierStart(c) || Character.isSurrogate(c)) {
        int start = i;
        while (i + 1 < text.length()
            && (Character.isJavaIdentifierPart(text.charAt(i + 1))
                || Character.isSurrogate(text.charAt(i + 1)))) {
          i++;
        }
        String word = text.substring(start, i + 1);
        seen.add(word);
        if (before == 'w' || before == '>' || before == ']' || before == ',' || before == '/') {
          declared.add(word);
        }
        before = 'w';
      } else if (!Character.isWhitespace(c)) {
        before = c;
      }
    }
  }
}
