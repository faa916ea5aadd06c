package dev.gradus.kernel.eval.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;

/// The classes that names mean in a cell, by its imports. Classes are not initialised.
final class TypeNames {
  private final JShell shell;
  private final ClassLoader loader;

  TypeNames(JShell shell, ClassLoader loader) {
    this.shell = shell;
    this.loader = loader;
  }

  /// The class of a name such as `String`, `Map.Entry` or `java.util.List<String>`.
  Optional<Class<?>> find(String name) {
    int arguments = name.indexOf('<');
    String plain = (arguments < 0 ? name : name.substring(0, arguments)).strip();
    if (!plain.matches("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*")) {
      return Optional.empty();
    }
    return candidates(plain).flatMap(c -> load(c).stream()).findFirst();
  }

  private Stream<String> candidates(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    Set<String> single = new LinkedHashSet<>();
    Set<String> onDemand = new LinkedHashSet<>(List.of("java.lang."));
    shell
        .imports()
        .filter(i -> !i.isStatic())
        .map(ImportSnippet::fullname)
        .forEach(full -> {
          if (full.endsWith("*")) {
            onDemand.add(full.substring(0, full.length() - 1));
          } else if (full.endsWith("." + first)) {
            single.add(full.substring(0, full.length() - first.length()));
          }
        });
    List<String> prefixes = new ArrayList<>(single);
    if (dot >= 0) {
      prefixes.add("");
    }
    prefixes.addAll(onDemand);
    return prefixes.stream().map(prefix -> prefix + name);
  }

  /// By its name in a program: the dots before the names of inner classes are `$` for the loader.
  private Optional<Class<?>> load(String name) {
    String binary = name;
    while (true) {
      try {
        return Optional.of(Class.forName(binary, false, loader));
      } catch (ClassNotFoundException | LinkageError e) {
        int dot = binary.lastIndexOf('.');
        if (dot < 0
            || !startsUpper(binary, dot + 1)
            || !startsUpper(binary, binary.lastIndexOf('.', dot - 1) + 1)) {
          return Optional.empty();
        }
        binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
      }
    }
  }

  /// Only inner classes have a class before their dot, and classes start in upper case.
  private static boolean startsUpper(String name, int at) {
    return at < name.length() && Character.isUpperCase(name.charAt(at));
  }

  /// The classes whose static members have been imported, with the name or `*`.
  Stream<Class<?>> importedStatics(String member) {
    return shell
        .imports()
        .filter(ImportSnippet::isStatic)
        .map(ImportSnippet::fullname)
        .filter(full -> full.endsWith(".*") || full.endsWith("." + member))
        .map(full -> full.substring(0, full.lastIndexOf('.')))
        .distinct()
        .flatMap(full -> load(full).stream());
  }
}
