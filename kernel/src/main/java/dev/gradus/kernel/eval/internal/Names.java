package dev.gradus.kernel.eval.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/// The names a cell could have meant.
final class Names {
  private static final Pattern STATIC_IMPORT =
      Pattern.compile("import\\s+static\\s+([\\w.]+)\\.(\\w+|\\*)\\s*;?");
  private static final List<String> COMMON =
      List.of(
          "String",
          "Math",
          "Integer",
          "Double",
          "Float",
          "Long",
          "Boolean",
          "Character",
          "Object",
          "System",
          "Thread",
          "List",
          "ArrayList",
          "Map",
          "HashMap",
          "Set",
          "HashSet",
          "Arrays",
          "Collections",
          "Random",
          "Scanner",
          "Optional",
          "Stream",
          "IntStream",
          "Collectors",
          "Files",
          "Path",
          "Paths",
          "StringBuilder",
          "Runnable",
          "Function",
          "Supplier");

  private final JShell shell;
  private final ClassLoader loader;

  Names(JShell shell, ClassLoader loader) {
    this.shell = shell;
    this.loader = loader;
  }

  /// Names of a kind as javac calls it: `variable`, `method`, `class`.
  Collection<String> ofKind(String kind) {
    var names = new TreeSet<String>();
    switch (kind) {
      case "method" -> {
        shell.methods().map(MethodSnippet::name).forEach(names::add);
        shell.imports().forEach(i -> addStatic(names, i));
      }
      case "class" -> {
        shell.types().map(TypeDeclSnippet::name).forEach(names::add);
        names.addAll(COMMON);
      }
      default -> {
        variables().forEach(names::add);
        shell.types().map(TypeDeclSnippet::name).forEach(names::add);
        names.addAll(COMMON);
      }
    }
    return names;
  }

  /// Names of variables that cells have declared.
  Collection<String> variables() {
    var names = new ArrayList<String>();
    shell.variables().map(VarSnippet::name).filter(n -> !n.startsWith("$")).forEach(names::add);
    return names;
  }

  private void addStatic(Collection<String> names, ImportSnippet snippet) {
    Matcher m = STATIC_IMPORT.matcher(snippet.source().strip());
    if (!m.matches()) {
      return;
    }
    if (!m.group(2).equals("*")) {
      names.add(m.group(2));
      return;
    }
    try {
      for (Method method : Class.forName(m.group(1), false, loader).getMethods()) {
        if (Modifier.isStatic(method.getModifiers())) {
          names.add(method.getName());
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // an import of something that is not there offers no names
    }
  }
}
