package dev.gradus.kernel.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// SIGINT stops the running cell instead of the kernel. The class for signals is outside the Java
/// API (module jdk.unsupported), hence the reflection; where it is missing, SIGINT ends the
/// process.
final class InterruptSignal {
  private InterruptSignal() {}

  static void handle(Runnable interrupt) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              interrupt.run();
            }
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(
              InterruptSignal.class.getClassLoader(), new Class<?>[] {handler}, calls);
      Object name = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, name, proxy);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // see above
    }
  }
}
