package dev.gradus.kernel.eval.internal;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/// JShell's own tables. It keeps every snippet that there ever was, with source, wrapping and class
/// file, and goes through many of them for each new one, so that a session grows and slows down
/// with every cell; these are the tables from which [Sweep] takes what is out of force.
///
/// They are fields of JShell's implementation: on a JDK that has other ones there is no instance of
/// this, and a session only grows as JShell does.
final class ShellTables {
  private final JShell shell;
  private final Set<Snippet> snippets;
  private final List<Snippet> byKey;
  private final Map<String, Set<Integer>> dependents;
  private final List<Map<?, ?>> keys;
  private final Field keyIndex;
  private final Map<String, ?> classFiles;
  private final Map<String, ?> classInfos;
  private final Map<String, ?> wraps;
  private final Imports imports;
  private final Object tasks;
  private final Method newCompilers;

  /// What makes an import snippet and puts it in force.
  private record Imports(
      Object eval,
      Method parse,
      Object outerMap,
      Method wrap,
      Method guts,
      Method setWrap,
      Method setStatus,
      Constructor<?> noDiagnostics,
      Object maps,
      Method install) {}

  private ShellTables(JShell shell) throws ReflectiveOperationException {
    this.shell = shell;
    Object maps = part(shell, "maps");
    snippets = cast(part(maps, "snippets"));
    byKey = cast(part(maps, "keyIndexToSnippet"));
    dependents = cast(part(maps, "dependencies"));
    Object keyMap = part(shell, "keyMap");
    keys = List.of(map(keyMap, "varMap"), map(keyMap, "methodMap"), map(keyMap, "classMap"));
    keyIndex = opened(Class.forName("jdk.jshell.Key").getDeclaredField("index"));
    tasks = part(shell, "taskFactory");
    newCompilers = opened(tasks.getClass().getDeclaredMethod("initTaskPool"));
    classFiles = map(part(tasks, "fileManager"), "classObjects");
    classInfos = map(part(shell, "classTracker"), "map");
    Object outerMap = part(shell, "outerMap");
    wraps = map(outerMap, "classOuters");
    imports = imports(part(shell, "eval"), outerMap, maps);
  }

  private static Imports imports(Object eval, Object outerMap, Object maps)
      throws ReflectiveOperationException {
    Class<?> text = String.class;
    Class<?> outerWrap = Class.forName("jdk.jshell.OuterWrap");
    Class<?> wrap = Class.forName("jdk.jshell.Wrap");
    Class<?> diagnostics = Class.forName("jdk.jshell.DiagList");
    return new Imports(
        eval,
        opened(eval.getClass().getDeclaredMethod("processImport", text, text)),
        outerMap,
        opened(outerMap.getClass().getDeclaredMethod("wrapImport", wrap, Snippet.class)),
        opened(Snippet.class.getDeclaredMethod("guts")),
        opened(Snippet.class.getDeclaredMethod("setOuterWrap", outerWrap)),
        opened(
            Snippet.class.getDeclaredMethod(
                "setCompilationStatus", Status.class, List.class, diagnostics)),
        opened(diagnostics.getDeclaredConstructor()),
        maps,
        opened(maps.getClass().getDeclaredMethod("installSnippet", Snippet.class)));
  }

  /// Puts an import in force without compiling it, which takes as long as a cell. For imports that
  /// are known to be right.
  ///
  /// @return the snippet
  Snippet importUnseen(String declaration) {
    try {
      List<Snippet> made = cast(imports.parse.invoke(imports.eval, declaration, declaration));
      Snippet snippet = made.getFirst();
      Object wrap = imports.wrap.invoke(imports.outerMap, imports.guts.invoke(snippet), snippet);
      imports.setWrap.invoke(snippet, wrap);
      Object none = imports.noDiagnostics.newInstance();
      imports.setStatus.invoke(snippet, Status.VALID, List.of(), none);
      imports.install.invoke(imports.maps, snippet);
      return snippet;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The tables of a shell; empty where they cannot be reached.
  static Optional<ShellTables> of(JShell shell) {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("addOpensToAllUnnamed", java.lang.Module.class, String.class)
          .invoke(null, JShell.class.getModule(), JShell.class.getPackageName());
      return Optional.of(new ShellTables(shell));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Object part(Object holder, String name) throws ReflectiveOperationException {
    Object value = opened(holder.getClass().getDeclaredField(name)).get(holder);
    return Objects.requireNonNull(value, name);
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  private static Map<String, ?> map(Object holder, String name)
      throws ReflectiveOperationException {
    return cast(part(holder, name));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // their declared types
  private static <T> T cast(Object table) {
    return (T) table;
  }

  /// The snippets in order of their keys; one that is out of the list cannot be seen by new ones.
  List<Snippet> byKey() {
    return byKey;
  }

  /// Every snippet that JShell remembers.
  Collection<Snippet> snippets() {
    return snippets;
  }

  /// Forgets the snippets that are out of force, and all that was kept for other classes than
  /// these.
  ///
  /// @param live names of outermost classes, as [CellLoader#piece(String)]
  void retain(Set<String> live) {
    snippets.removeIf(snippet -> !isActive(snippet));
    byKey.replaceAll(snippet -> snippet != null && isActive(snippet) ? snippet : null);
    for (Set<Integer> indexes : dependents.values()) {
      indexes.removeIf(this::isFree);
    }
    dependents.values().removeIf(Set::isEmpty);
    keys.forEach(table -> table.values().removeIf(key -> isFree(index(key))));
    classFiles.keySet().removeIf(name -> !live.contains(CellLoader.piece(name)));
    classInfos.keySet().removeIf(name -> !live.contains(CellLoader.piece(name)));
    wraps.keySet().removeIf(name -> !live.contains("REPL." + name));
  }

  private boolean isActive(Snippet snippet) {
    return shell.status(snippet).isActive();
  }

  private boolean isFree(int index) {
    return index >= byKey.size() || byKey.get(index) == null;
  }

  private int index(Object key) {
    try {
      return keyIndex.getInt(key);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets go of the compilers that JShell uses again and again. They keep every name that they have
  /// met, a kilobyte for each cell; new ones take some tenths of a second for the next cell.
  void renewCompilers() {
    try {
      newCompilers.invoke(tasks);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All that this may hold, for tests: snippets, keys, dependents, class files, wrappings.
  int size() {
    int size = snippets.size() + dependents.size() + classFiles.size() + classInfos.size();
    var tables = new ArrayList<Map<?, ?>>(keys);
    tables.add(wraps);
    return size + tables.stream().mapToInt(Map::size).sum();
  }
}
