package dev.gradus.kernel.eval.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Holds classes of cells that were compiled together, woven, with assertions on.
final class PieceLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final CellLoader session;
  private final Set<String> together;
  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
  private final Map<String, PieceLoader> needed = new ConcurrentHashMap<>();

  /// @param together the outermost classes that are declared at once
  PieceLoader(CellLoader session, Set<String> together) {
    super("cell", session);
    this.session = session;
    this.together = together;
    setDefaultAssertionStatus(true);
  }

  /// The session's own loader.
  CellLoader session() {
    return session;
  }

  void declare(String name, byte[] bytes) {
    declared.put(name, bytes);
  }

  @SuppressWarnings("ReferenceEquality") // loaders have identity
  void needs(String piece, PieceLoader other) {
    if (other != this) {
      needed.put(piece, other);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!CellLoader.isCell(name)) {
      return session.loadClass(name);
    }
    Class<?> own = find(name);
    if (own != null) {
      return own;
    }
    PieceLoader other = needed.get(CellLoader.piece(name));
    return other == null ? session.loadClass(name) : other.own(name);
  }

  /// A class that was declared here.
  Class<?> own(String name) throws ClassNotFoundException {
    Class<?> own = find(name);
    if (own == null) {
      throw new ClassNotFoundException(name);
    }
    return own;
  }

  private @Nullable Class<?> find(String name) {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      byte[] bytes = loaded == null ? declared.remove(name) : null;
      if (bytes == null) {
        return loaded;
      }
      byte[] woven = session.weaver().weave(bytes, together);
      return defineClass(name, woven, 0, woven.length);
    }
  }
}
