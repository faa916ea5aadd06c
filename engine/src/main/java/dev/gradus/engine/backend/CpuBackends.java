package dev.gradus.engine.backend;

/// Makes the backend that suits this processor and JVM.
public final class CpuBackends {
  private CpuBackends() {}

  /// With all the threads there are.
  public static Backend create() {
    return new ScalarBackend();
  }

  /// With a number of threads.
  public static Backend create(int threads) {
    return new ScalarBackend();
  }
}
