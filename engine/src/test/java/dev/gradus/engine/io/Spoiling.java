package dev.gradus.engine.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.random.Philox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opentest4j.MultipleFailuresError;

/// Reads spoilt files one after the other: each is read, or refused with the one documented
/// exception, within a time and a memory that are measured for every file.
final class Spoiling {
  /// All that is allocated for a file, most of it garbage at once. The most comes of the 4,000
  /// layers within layers that a description may stand for, see [LayerCount].
  private static final long MEMORY = 192L << 20;

  private static final double SECONDS = 5;

  /// Makes a spoilt file from random numbers.
  interface Spoiler {
    byte[] spoilt(Philox random) throws IOException;
  }

  /// Reads a file; what it returns uses what was read and may throw any exception of the engine.
  interface Reading {
    Runnable read(Path path);
  }

  /// A kind of file.
  ///
  /// @param sound a file that can be read
  record Kind(String name, byte[] sound, Spoiler spoiler, Reading reading) {}

  private final Path path;
  private final List<Kind> kinds;
  private final int[] tried;
  private final int[] refused;
  private final double[] total;
  private volatile long started;
  private volatile String doing = "";
  private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long bytes;
  private long most;
  private String mostIn = "";
  private double slowest;
  private String slowestIn = "";

  /// By the place where they come from, so that one run finds all.
  private final Map<String, AssertionError> failures = new ConcurrentHashMap<>();

  Spoiling(Path folder, List<Kind> kinds) {
    this.path = folder.resolve("spoilt");
    this.kinds = kinds;
    this.tried = new int[kinds.size()];
    this.refused = new int[kinds.size()];
    this.total = new double[kinds.size()];
  }

  /// Tries so many files, kind by kind in turn.
  void run(int trials, long seed) throws Exception {
    for (var kind : kinds) {
      Files.write(path, kind.sound);
      kind.reading.read(path).run(); // sound, and classes are loaded
    }
    var task =
        new FutureTask<Void>(() -> {
          for (int trial = 0; trial < trials; trial++) {
            attempt(trial, seed);
          }
          return null;
        });
    started = System.nanoTime();
    var worker = Thread.ofPlatform().daemon().start(task);
    watch(task, worker);
    if (trials > 10_000) {
      for (int k = 0; k < tried.length; k++) {
        System.out.printf(
            Locale.ROOT,
            "%s: %d spoilt, %d refused, %.3f s%n",
            kinds.get(k).name,
            tried[k],
            refused[k],
            total[k]);
      }
      System.out.printf(
          Locale.ROOT,
          "slowest %.3f s (%s), most memory %,d bytes (%s)%n",
          slowest,
          slowestIn,
          most,
          mostIn);
    }
    if (!failures.isEmpty()) {
      throw new MultipleFailuresError("spoilt files", List.copyOf(failures.values()));
    }
    assertTrue(slowest < SECONDS, slowestIn + " took " + slowest + " s");
    assertTrue(most < MEMORY, mostIn + " took " + most + " bytes");
    for (int k = 0; k < tried.length; k++) {
      assertTrue(refused[k] > tried[k] / 4, kinds.get(k).name + ": refused " + refused[k]);
    }
  }

  /// Waits for the end, but not for a file that hangs.
  private void watch(FutureTask<Void> task, Thread worker) throws Exception {
    while (true) {
      try {
        task.get(1, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() - started > 4e9 * SECONDS) {
          var hanging = new AssertionError(doing + " hangs");
          hanging.setStackTrace(worker.getStackTrace());
          throw hanging;
        }
      } catch (ExecutionException e) {
        throw new AssertionError(doing + ": " + e.getCause(), e.getCause());
      }
    }
  }

  private void attempt(int trial, long seed) throws IOException {
    int k = trial % kinds.size();
    var kind = kinds.get(k);
    doing = kind.name + ", seed " + seed + ", trial " + trial;
    Files.write(path, kind.spoiler.spoilt(new Philox(seed, trial)));
    bytes = 0;
    started = System.nanoTime();
    try {
      refused[k] += refuses(kind);
    } catch (Throwable e) {
      var from = e + (e.getStackTrace().length > 0 ? " at " + e.getStackTrace()[0] : "");
      failures.putIfAbsent(from, new AssertionError(doing + ": " + from, e));
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    total[k] += seconds;
    if (seconds > slowest) {
      slowest = seconds;
      slowestIn = doing;
    }
    if (bytes > most) {
      most = bytes;
      mostIn = doing;
    }
    tried[k]++;
  }

  private int refuses(Kind kind) {
    long before = bean.getCurrentThreadAllocatedBytes();
    Runnable use;
    try {
      use = kind.reading.read(path);
    } catch (DataException e) {
      assertTrue(e.getMessage().contains("spoilt") && e.getMessage().endsWith("."), e::toString);
      return 1;
    } finally {
      bytes = bean.getCurrentThreadAllocatedBytes() - before;
    }
    try {
      use.run();
    } catch (GradusException e) {
      assertTrue(e.getMessage().endsWith("."), e::toString);
    }
    return 0;
  }
}
