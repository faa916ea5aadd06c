package dev.gradus.kernel.eval.internal;

import java.io.InputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Loads the classes of a session's cells, woven, with assertions on. Jars added later live in a
/// loader between this one and the process, where assertions stay as they are.
final class CellLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Libraries libraries;
  private final StopSwitch stopSwitch = new StopSwitch();
  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
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

  void addPath(Path path) {
    try {
      libraries.addURL(path.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a path of classes: " + path, e);
    }
  }

  /// Remembers a class until it is needed.
  void declare(String name, byte[] bytes) {
    ClassModel model = weaver.parse(bytes);
    ClassDesc self = model.thisClass().asSymbol();
    boolean isInterface = has(model.flags(), AccessFlag.INTERFACE);
    hierarchy.put(
        self,
        isInterface
            ? ClassHierarchyInfo.ofInterface()
            : ClassHierarchyInfo.ofClass(model.superclass().map(c -> c.asSymbol()).orElse(null)));
    declared.put(name, bytes);
  }

  private static boolean has(AccessFlags flags, AccessFlag flag) {
    return flags.has(flag);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = declared.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] woven = weaver.weave(bytes);
    return defineClass(name, woven, 0, woven.length);
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
