package dev.gradus.engine.backend;

import dev.gradus.engine.GradusException;

/// Chooses the backend for the processor. Touches no vector class unless the module is there.
public final class CpuBackends {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_CLASS = VECTOR_MODULE + ".FloatVector";

  private CpuBackends() {}

  /// Whether the vector module is there: since the start of the Java machine or loaded later.
  public static boolean vectorModulePresent() {
    try {
      Class.forName(VECTOR_CLASS, false, CpuBackends.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /// How to start Java so that the fast backend works.
  public static String vectorModuleHint() {
    return "The vector module is missing, so computing is slow: start Java with --add-modules "
        + VECTOR_MODULE
        + ".";
  }

  /// The number of threads to use if nothing else is said: the environment variable GRADUS_THREADS,
  /// or as many as the machine, or its container, has processors.
  ///
  /// @throws GradusException if the variable is not a number from 1 to 1024
  public static int defaultThreads() {
    return threads(System.getenv("GRADUS_THREADS"));
  }

  static int threads(@org.jspecify.annotations.Nullable String wanted) {
    if (wanted == null || wanted.isBlank()) {
      return Math.min(1024, Runtime.getRuntime().availableProcessors());
    }
    try {
      int n = Integer.parseInt(wanted.strip());
      if (n >= 1 && n <= 1024) {
        return n;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new GradusException(
        "GRADUS_THREADS must be a number from 1 to 1024, got '"
            + wanted
            + "'. Unset it to use all processors.");
  }

  /// The fast backend, or plain loops in single precision if the vector module is missing.
  ///
  /// @param threads the number of threads; plain loops use one
  public static Backend create(int threads) {
    return vectorModulePresent() ? new SimdBackend(threads) : ScalarBackend.inSinglePrecision();
  }

  /// The same with [#defaultThreads()].
  public static Backend create() {
    return create(defaultThreads());
  }
}
