package dev.gradus.bench;

import dev.gradus.engine.backend.CpuBackends;
import dev.gradus.engine.backend.SimdBackend;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A kernel on the fast backend. The system property `gradus.threads` says on how many threads, one
/// if it is not set.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
public abstract class KernelState {
  private @Nullable SimdBackend backend;
  private Runnable call = () -> {};

  /// For subclasses.
  protected KernelState() {}

  /// The name of the kernel; see [Kernels].
  protected abstract String kernel();

  /// Makes the kernel.
  ///
  /// @throws IllegalStateException without the vector module
  @Setup
  public void make() {
    if (!CpuBackends.vectorModulePresent()) {
      throw new IllegalStateException(CpuBackends.vectorModuleHint());
    }
    var fast = new SimdBackend(Integer.getInteger("gradus.threads", 1));
    backend = fast;
    call = new Kernels(fast).named(kernel()).call();
  }

  /// Ends the threads.
  @TearDown
  public void close() {
    if (backend != null) {
      backend.close();
    }
  }

  /// Computes once.
  protected void compute() {
    call.run();
  }
}
