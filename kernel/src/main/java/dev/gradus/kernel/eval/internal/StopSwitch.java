package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.session.internal.CellContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/// The stop check that is woven into the classes of one session. While nobody interrupts it is a
/// constant that does nothing, so that compiled loops pay nothing for it; [#arm()] changes it for
/// all compiled code at once.
public final class StopSwitch {
  private static final MethodType CHECK = MethodType.methodType(void.class);

  private final MutableCallSite site = new MutableCallSite(MethodHandles.empty(CHECK));
  private final MethodHandle invoker = site.dynamicInvoker();
  private final MethodHandle check;
  private boolean armed;

  StopSwitch() {
    try {
      check = MethodHandles.lookup().findStatic(StopSwitch.class, "check", CHECK);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("stop check", e);
    }
  }

  /// Resolves the constant of a woven class: the stop check of its session.
  public static MethodHandle resolve(MethodHandles.Lookup caller, String name, Class<?> type) {
    if (caller.lookupClass().getClassLoader() instanceof PieceLoader loader) {
      return loader.session().stopSwitch().invoker;
    }
    throw new IllegalArgumentException(caller.lookupClass() + " was not woven by a session");
  }

  /// Makes the checks ask whether the current thread has to stop.
  synchronized void arm() {
    armed = true;
    site.setTarget(check);
    MutableCallSite.syncAll(new MutableCallSite[] {site});
  }

  /// Makes the checks free again.
  synchronized void disarm() {
    if (armed) {
      armed = false;
      site.setTarget(MethodHandles.empty(CHECK));
      MutableCallSite.syncAll(new MutableCallSite[] {site});
    }
  }

  @SuppressWarnings("UnusedMethod") // called through its handle
  private static void check() {
    CellContext context = CellContext.current();
    if (context != null && context.stopped()) {
      throw new CellStopped();
    }
  }
}
