package dev.gradus.kernel.eval.internal;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/// How JShell runs code in a session: in this process, in woven classes, with results kept as
/// objects. JShell's own interface passes texts, so value and failure are kept here for the session
/// to pick up.
final class CellControl implements ExecutionControl {

  /// Runs a piece of user code where the session wants it.
  @FunctionalInterface
  interface Runner {
    @Nullable Object run(Callable<@Nullable Object> code) throws Throwable;
  }

  /// Runs user code on the calling thread.
  static final Runner HERE = code -> code.call();

  private final CellLoader loader;
  private final ThreadLocal<Evaluation> evaluations = ThreadLocal.withInitial(Evaluation::new);

  /// What belongs to one cell; each is evaluated from a thread of its own.
  private static final class Evaluation {
    private Runner runner = HERE;
    private @Nullable Object value;
    private @Nullable Throwable failure;
  }

  CellControl(CellLoader loader) {
    this.loader = loader;
  }

  /// Changes where code of this thread's evaluation runs; returns where it ran before.
  Runner runner(Runner other) {
    var mine = evaluations.get();
    Runner before = mine.runner;
    mine.runner = other;
    return before;
  }

  void forget() {
    Evaluation evaluation = evaluations.get();
    evaluation.value = null;
    evaluation.failure = null;
  }

  @Nullable Object value() {
    return evaluations.get().value;
  }

  @Nullable Throwable failure() {
    return evaluations.get().failure;
  }

  /// The static field that holds a variable of a cell.
  Field field(String className, String name) throws ReflectiveOperationException {
    Field field = loader.loadClass(className).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    boolean[] loaded = new boolean[classes.length];
    var together = new LinkedHashMap<String, byte[]>();
    for (ClassBytecodes each : classes) {
      together.put(each.name(), each.bytecodes());
    }
    loader.declare(together);
    for (int i = 0; i < classes.length; i++) {
      try {
        loader.loadClass(classes[i].name());
        loaded[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException("load: " + e, loaded);
      }
    }
  }

  @Override
  public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
    // JShell then makes a new class under a new name, which keeps old objects working.
    throw new NotImplementedException("redefine");
  }

  @Override
  public String invoke(String className, String methodName) throws RunException {
    forget();
    Evaluation evaluation = evaluations.get();
    try {
      Method method = loader.loadClass(className).getDeclaredMethod(methodName);
      method.setAccessible(true);
      evaluation.value = evaluation.runner.run(() -> method.invoke(null));
      return "";
    } catch (InvocationTargetException e) {
      fail(e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) {
      fail(e);
    }
    throw new StoppedException();
  }

  private void fail(Throwable e) throws ResolutionException {
    Throwable cause = e;
    while (cause instanceof ExceptionInInitializerError wrapper && wrapper.getCause() != null) {
      cause = wrapper.getCause();
    }
    evaluations.get().failure = cause;
    if (cause instanceof SPIResolutionException unresolved) {
      throw new ResolutionException(unresolved.id(), new StackTraceElement[0]);
    }
  }

  @Override
  public String varValue(String className, String varName) throws InternalException {
    try {
      return String.valueOf(field(className, varName).get(null));
    } catch (ReflectiveOperationException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public void addToClasspath(String path) {
    for (String each : path.split(java.io.File.pathSeparator, -1)) {
      if (!each.isEmpty()) {
        loader.addPath(Path.of(each));
      }
    }
  }

  @Override
  public void stop() {
    // Interruption is the session's business: see CellWorker.
  }

  @Override
  public Object extensionCommand(String command, Object arg) throws NotImplementedException {
    throw new NotImplementedException(command);
  }

  @Override
  public void close() {}
}
