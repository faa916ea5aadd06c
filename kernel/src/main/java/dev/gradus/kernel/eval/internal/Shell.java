package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.session.SessionExtension;
import dev.gradus.kernel.session.SessionOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/// JShell as a session uses it. JShell is not safe for several threads: [#lock] is held around its
/// calls, and released while a cell's own code runs, so that completion answers meanwhile.
final class Shell implements AutoCloseable {
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*");
  private static final String DISPLAY = "dev.gradus.kernel.display.Display";
  private static final String VECTOR = "jdk.incubator.vector";

  /// What [#rehearse] goes through; names with `$` are run and dropped, the rest only analysed.
  private static final List<String> REHEARSED =
      List.of(
          "int $warm = 1;",
          "1 + 1",
          "var $list = List.of(1, 2).stream().map(x -> x + 1).toList();",
          "System.out.println(\"text\" + 1)",
          "int $twice(int x) { return 2 * x; }",
          "record Pair(int a, int b) { }",
          "for (int i = 0; i < 3; i++) { System.out.println(i); }");

  private static final int ROUNDS = 2;

  /// How the names of all start that is declared while nobody asks.
  private static final String REHEARSED_NAME = "$warm";

  private static final Pattern METHOD_HEAD =
      Pattern.compile("(?s)^(?:\\s|/\\*.*?\\*/|//[^\\n]*\\n)*[\\w<>\\[\\],.?@&\\s]+?(\\w+)\\s*\\(");

  private static final Pattern TYPE_HEAD =
      Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");
  private static final Pattern TYPE_IMPORT = Pattern.compile("import [\\w.]+\\.(\\w+);");

  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Thread rehearsing;
  private int rehearsed;
  private boolean compiled;
  private final CellLoader loader;
  private final CellControl control;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final List<SessionExtension> extensions;
  private final Set<String> methodImports = new HashSet<>();
  private final Map<String, Snippet> typeImports = new HashMap<>();
  private final Leftovers leftovers;
  private final Set<Path> added = new LinkedHashSet<>();
  private final List<Path> firstClassPath;
  private final @Nullable ShellTables tables;
  private final @Nullable SeenNames names;
  private final @Nullable Sweep sweep;

  Shell(SessionOptions options) {
    extensions = options.extensions();
    loader = CellLoader.create(parent());
    control = new CellControl(loader);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    shell =
        JShell.builder()
            .executionEngine(new Provider(control), Map.of())
            .compilerOptions(compilerOptions(options))
            .fileManager(CellFiles::new)
            .tempVariableNameGenerator(this::rehearsedName)
            .in(InputStream.nullInputStream())
            .out(nowhere)
            .err(nowhere)
            .build();
    analysis = shell.sourceCodeAnalysis();
    leftovers = new Leftovers(shell);
    firstClassPath = options.classPath();
    ShellTables found = ShellTables.of(shell).orElse(null);
    tables = found;
    names = found == null ? null : new SeenNames(shell, found, loader);
    sweep = found == null || names == null ? null : new Sweep(shell, loader, found, names);
  }

  private record Provider(CellControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "gradus";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  private static ClassLoader parent() {
    ClassLoader own = Shell.class.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  private static String[] compilerOptions(SessionOptions options) {
    var all = new ArrayList<String>();
    if (ModuleLayer.boot().findModule(VECTOR).isPresent()) {
      all.addAll(List.of("--add-modules", VECTOR));
    }
    all.addAll(options.compilerOptions());
    return all.toArray(String[]::new);
  }

  /// Imports what every cell sees.
  void start() {
    lock.lock();
    try {
      IMPORTS.forEach(name -> importForAll("import " + name + ";"));
      importForAll("import static " + DISPLAY + ".*;");
      addClassPath(firstClassPath);
      for (SessionExtension extension : extensions) {
        extension.imports().forEach(this::importForAll);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Goes through what typical cells go through, so that the first of them finds classes loaded and
  /// packages read. Is not interrupted, which would close the compiler's files, but asks between
  /// two steps whether to go on.
  ///
  /// @return false if it was stopped
  boolean rehearse(BooleanSupplier on) {
    for (int round = 0; round < ROUNDS; round++) {
      for (String code : REHEARSED) {
        lock.lock();
        try {
          if (!on.getAsBoolean()) {
            return false;
          }
          analysis.analyzeCompletion(code);
          if (code.startsWith("$", code.indexOf(' ') + 1)) {
            for (SnippetEvent event : eval(new Piece(code, 0, code.length(), false))) {
              shell.drop(event.snippet());
            }
          } else {
            analysis.sourceToSnippets(code);
          }
        } finally {
          lock.unlock();
        }
      }
    }
    return true;
  }

  private void importForAll(String declaration) {
    Matcher type = TYPE_IMPORT.matcher(declaration);
    Snippet snippet =
        tables == null
            ? shell.eval(declaration).getFirst().snippet()
            : tables.importUnseen(declaration);
    if (type.matches()) {
      typeImports.put(type.group(1), snippet);
    }
  }

  ReentrantLock lock() {
    return lock;
  }

  CellLoader loader() {
    return loader;
  }

  CellControl control() {
    return control;
  }

  JShell jshell() {
    return shell;
  }

  Leftovers leftovers() {
    return leftovers;
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  /// Makes jars and folders visible to the compiler and to running code; returns the new ones.
  List<Path> addClassPath(List<Path> paths) {
    lock.lock();
    try {
      var fresh = new ArrayList<Path>();
      for (Path path : paths) {
        Path file = path.toAbsolutePath().normalize();
        if (added.add(file)) {
          compileFirst();
          shell.addToClasspath(file.toString());
          fresh.add(file);
        }
      }
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  /// A jar that the compiler meets in its very first task it takes for empty: that task is this
  /// one.
  private void compileFirst() {
    if (!compiled) {
      compiled = true;
      shell.eval("import java.lang.Void;").forEach(event -> shell.drop(event.snippet()));
    }
  }

  /// What was added, in order.
  List<Path> addedClassPath() {
    lock.lock();
    try {
      return List.copyOf(added);
    } finally {
      lock.unlock();
    }
  }

  /// Drops what cells have declared; imports stay. Values are let go at once.
  void reset() {
    lock.lock();
    try {
      for (Snippet snippet : shell.snippets().toList()) {
        boolean declares = snippet instanceof DeclarationSnippet;
        if (declares && shell.status(snippet).isActive()) {
          if (snippet instanceof VarSnippet variable) {
            clear(variable);
          }
          shell.drop(snippet);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Runs cells of this thread whose results take no number, and drops what they declare.
  void rehearsing(Runnable cell) {
    rehearsing = Thread.currentThread();
    try {
      cell.run();
    } finally {
      rehearsing = null;
      lock.lock();
      try {
        shell.snippets().filter(this::isRehearsed).toList().forEach(shell::drop);
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isRehearsed(Snippet snippet) {
    return shell.status(snippet).isActive()
        && snippet instanceof DeclarationSnippet named
        && named.name().startsWith(REHEARSED_NAME);
  }

  /// The name of a result; null for the next number.
  private @Nullable String rehearsedName() {
    return Thread.currentThread().equals(rehearsing) ? REHEARSED_NAME + ++rehearsed : null;
  }

  /// Sets the field of a variable to null; false if it cannot be.
  boolean clear(VarSnippet variable) {
    Field field = field(variable);
    if (field == null || field.getType().isPrimitive()) {
      return false;
    }
    try {
      field.set(null, null);
      return true;
    } catch (IllegalAccessException e) {
      return false;
    }
  }

  /// Runs what user code has to do without holding the lock.
  CellControl.Runner unlocked(CellControl.Runner runner) {
    return (Callable<@Nullable Object> code) -> {
      if (names != null) {
        names.showAll();
      }
      int holds = lock.getHoldCount();
      for (int i = 0; i < holds; i++) {
        lock.unlock();
      }
      try {
        return runner.run(code);
      } finally {
        for (int i = 0; i < holds; i++) {
          lock.lock();
        }
      }
    };
  }

  /// Evaluates a piece; a method that has the name of an imported factory gets that factory's own
  /// import first, so that both stay visible. A type takes the place of an imported one.
  List<SnippetEvent> eval(Piece piece) {
    if (!piece.broken()) {
      importNamesakes(piece.source());
      giveWay(piece.source());
    }
    if (names == null || piece.broken()) {
      return shell.eval(piece.source());
    }
    names.showFor(piece.source());
    try {
      return shell.eval(piece.source());
    } finally {
      names.showAll();
    }
  }

  /// Forgets, now and then, what is out of force.
  void sweep(FrameMap frames) {
    if (sweep != null) {
      sweep.sometimes(frames);
    }
  }

  private void importNamesakes(String source) {
    Matcher head = METHOD_HEAD.matcher(source);
    if (!head.find() || methodImports.contains(head.group(1))) {
      return;
    }
    List<String> imports = importsFor(head.group(1));
    if (imports.isEmpty() || !declaresMethod(source, head.group(1))) {
      return;
    }
    methodImports.add(head.group(1));
    imports.forEach(shell::eval);
  }

  /// Drops the import of a type whose name the piece declares: Java allows only one of the two.
  private void giveWay(String source) {
    Matcher head = TYPE_HEAD.matcher(source);
    if (!typeImports.isEmpty() && head.find() && typeImports.containsKey(head.group(1))) {
      for (Snippet snippet : analysis.sourceToSnippets(source)) {
        if (snippet instanceof TypeDeclSnippet type && type.name().equals(head.group(1))) {
          Snippet given = typeImports.remove(type.name());
          if (given != null) {
            shell.drop(given);
          }
        }
      }
    }
  }

  private List<String> importsFor(String method) {
    var imports = new ArrayList<String>();
    if (Arrays.stream(dev.gradus.kernel.display.Display.class.getMethods())
        .anyMatch(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(method))) {
      imports.add("import static " + DISPLAY + "." + method + ";");
    }
    for (SessionExtension extension : extensions) {
      imports.addAll(extension.importsFor(method));
    }
    return imports;
  }

  private boolean declaresMethod(String source, String name) {
    for (Snippet snippet : analysis.sourceToSnippets(source)) {
      if (snippet instanceof MethodSnippet method && method.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /// The field of a variable; null for one that has none (yet).
  @Nullable Field field(VarSnippet variable) {
    try {
      String type = analysis.wrapper(variable).fullClassName();
      return control.field(type, variable.name());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return null;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      shell.close();
    } finally {
      lock.unlock();
    }
  }
}
