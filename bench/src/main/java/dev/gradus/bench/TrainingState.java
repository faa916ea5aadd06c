package dev.gradus.bench;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.backend.CpuBackends;
import dev.gradus.magics.bench.Workloads;
import java.util.concurrent.Semaphore;
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
import org.openjdk.jmh.annotations.Warmup;

/// A network in training on a thread of its own, which does as many steps as it is told: a run of
/// the trainer, with all that a user's step does. The system property `gradus.threads` says how
/// many threads compute. The run is not ended: its end keeps a copy of the weights, which would
/// count as allocated by the last steps.
///
/// With `-prof gc` the row `gc.alloc.rate.norm` tells the bytes that a step allocates: of all
/// threads, with what an epoch's end takes and what the handing over takes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules",
      "jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-XX:+UseSerialGC"
    })
public abstract class TrainingState {
  private final Semaphore wanted = new Semaphore(0);
  private final Semaphore finished = new Semaphore(0);
  private volatile @Nullable Throwable failure;

  /// For subclasses.
  protected TrainingState() {}

  /// The name of the workload, as `W3`.
  protected abstract String workload();

  /// Starts the run, which waits for the first step to be wanted.
  @Setup
  public void begin() {
    var work = Workloads.named(workload()).getFirst().work();
    var device = Device.cpu(Integer.getInteger("gradus.threads", CpuBackends.defaultThreads()));
    var thread = new Thread(() -> train(() -> work.run(device, this::stepDone), device), "trainer");
    thread.setDaemon(true);
    thread.start();
    steps(1);
  }

  private void train(Runnable run, Device device) {
    try {
      wanted.acquireUninterruptibly();
      Context.seeded(1).on(device).run(run);
    } catch (RuntimeException | Error e) {
      failure = e;
      finished.release(1_000_000);
    }
  }

  private boolean stepDone() {
    finished.release();
    wanted.acquireUninterruptibly();
    return false;
  }

  /// Does so many steps.
  ///
  /// @throws IllegalStateException if the training failed
  protected void steps(int count) {
    wanted.release(count);
    finished.acquireUninterruptibly(count);
    var cause = failure;
    if (cause != null) {
      throw new IllegalStateException("the training failed", cause);
    }
  }
}
