package dev.gradus.kernel.cli;

/// Loads `jdk.incubator.vector` into the running VM.
///
/// With `--add-modules` the VM prints a warning to stderr before any code of ours runs, and there
/// is no flag against it; it also gives up its archived module graph, 30 ms of every start. The JDK
/// loads modules later for itself in the same way (the management agent, instrumentation), with the
/// same intrinsics and the same speed. It needs `Add-Exports: java.base/jdk.internal.module` in the
/// manifest of the jar that is started; without it, or when the module is there already, nothing
/// happens.
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /// Loads the module if it is not there; true if it is afterwards.
  public static boolean load() {
    if (present()) {
      return true;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
    return present();
  }

  /// Whether the Vector API can be used.
  static boolean present() {
    try {
      Class.forName("jdk.incubator.vector.FloatVector", false, VectorModule.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
