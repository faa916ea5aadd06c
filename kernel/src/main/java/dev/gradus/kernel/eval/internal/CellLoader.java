package dev.gradus.kernel.eval.internal;

import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the classes of a session's cells by name. What is loaded at once sits in a [PieceLoader]
/// of its own, so that the VM can unload it once nothing mentions it any more: this loader knows
/// the pieces that are in force, a piece knows those it was compiled against. Jars added later live
/// in a loader between this one and the process, where assertions stay as they are.
final class CellLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /// The package of the classes that JShell makes.
  static final String NAME = "REPL";

  private static final String PACKAGE = NAME + ".";
  private static final Pattern MENTION = Pattern.compile("REPL/(\\$JShell\\$\\w+)");

  private final Libraries libraries;
  private final StopSwitch stopSwitch = new StopSwitch();
  private final Map<String, PieceLoader> pieces = new ConcurrentHashMap<>();
  private final Map<ClassDesc, ClassHierarchyInfo> hierarchy = new ConcurrentHashMap<>();
  private final Weaver weaver;

  private CellLoader(Libraries libraries) {
    super("cells", libraries);
    this.libraries = libraries;
    var outside =
        ClassHierarchyResolver.ofResourceParsing((ClassLoader) libraries)
            .orElse(ClassHierarchyResolver.ofClassLoading((ClassLoader) libraries))
            .cached();
    ClassHierarchyResolver inside = hierarchy::get;
    weaver = new Weaver(inside.orElse(outside));
    setDefaultAssertionStatus(true);
  }

  static CellLoader create(ClassLoader parent) {
    return new CellLoader(new Libraries(parent));
  }

  StopSwitch stopSwitch() {
    return stopSwitch;
  }

  Weaver weaver() {
    return weaver;
  }

  void addPath(Path path) {
    try {
      libraries.addURL(path.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a path of classes: " + path, e);
    }
  }

  /// Remembers classes that were compiled together until they are needed.
  void declare(Map<String, byte[]> classes) {
    var loader = new PieceLoader(this, pieces(classes.keySet()));
    classes.forEach((name, bytes) -> {
      ClassModel model = weaver.parse(bytes);
      note(model);
      PieceLoader home = pieces.computeIfAbsent(piece(name), _ -> loader);
      home.declare(name, bytes);
    });
    classes.forEach((name, bytes) -> needs(pieces.get(piece(name)), weaver.parse(bytes)));
  }

  private void note(ClassModel model) {
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    hierarchy.put(
        model.thisClass().asSymbol(),
        isInterface
            ? ClassHierarchyInfo.ofInterface()
            : ClassHierarchyInfo.ofClass(model.superclass().map(c -> c.asSymbol()).orElse(null)));
  }

  /// A class keeps those alive that its constants mention: they may be asked for late.
  private void needs(@Nullable PieceLoader home, ClassModel model) {
    if (home == null) {
      return;
    }
    for (var entry : model.constantPool()) {
      if (entry instanceof java.lang.classfile.constantpool.Utf8Entry text) {
        Matcher mention = MENTION.matcher(text.stringValue());
        while (mention.find()) {
          String piece = piece(PACKAGE + mention.group(1));
          PieceLoader other = pieces.get(piece);
          if (other != null) {
            home.needs(piece, other);
          }
        }
      }
    }
  }

  private static Set<String> pieces(Collection<String> names) {
    var pieces = new HashSet<String>();
    names.forEach(name -> pieces.add(piece(name)));
    return pieces;
  }

  /// Whether a class belongs to a cell.
  static boolean isCell(String name) {
    return name.startsWith(PACKAGE);
  }

  /// What JShell wraps a snippet in: the outermost class, `REPL.$JShell$12B` for
  /// `REPL.$JShell$12B$Layer$1`.
  static String piece(String name) {
    int end = name.indexOf('$', name.indexOf("$JShell$") + "$JShell$".length());
    return end < 0 ? name : name.substring(0, end);
  }

  /// Lets go of all pieces but these; a class goes with the last that mentions it.
  ///
  /// @param live outermost classes, as [#piece(String)]
  void retain(Set<String> live) {
    pieces.keySet().retainAll(live);
    hierarchy.keySet().removeIf(type -> !live.contains(piece(PACKAGE + type.displayName())));
  }

  /// Never asks the VM by name, which would note the class as one of this loader for good.
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isCell(name)) {
      return super.loadClass(name, resolve);
    }
    PieceLoader home = pieces.get(piece(name));
    if (home == null) {
      throw new ClassNotFoundException(name);
    }
    return home.own(name);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return libraries.getResourceAsStream(name);
  }

  private static final class Libraries extends URLClassLoader {
    Libraries(ClassLoader parent) {
      super("libraries", new URL[0], parent);
    }

    @Override
    protected void addURL(URL url) {
      super.addURL(url);
    }
  }
}
