package dev.gradus.kernel.eval.internal;

/// What calls to `System.exit` and its kin in a cell become.
@SuppressWarnings("DoNotCallSuggester") // called from woven code only
public final class ExitGuard {
  private ExitGuard() {}

  /// In place of `System.exit(status)`.
  public static void exit(int status) {
    throw new ExitRefused("System.exit(" + status + ")");
  }

  /// In place of `runtime.exit(status)`.
  public static void exit(Runtime runtime, int status) {
    throw new ExitRefused("Runtime.exit(" + status + ")");
  }

  /// In place of `runtime.halt(status)`.
  public static void halt(Runtime runtime, int status) {
    throw new ExitRefused("Runtime.halt(" + status + ")");
  }

  /// A cell tried to end the process it runs in.
  public static final class ExitRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExitRefused(String call) {
      super(
          call
              + " would end the kernel and lose all variables. To stop a cell early, throw an"
              + " exception or return from a method; to end the kernel, shut it down from the"
              + " front end.");
    }
  }
}
