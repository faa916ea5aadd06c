package dev.gradus.bench;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.SimdBackend;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Notices when a kernel falls off a cliff: when the compiler gives up on its vectors, say, and it
/// takes ten times as long.
///
/// Each kernel runs on one thread in turn with multiply-adds in registers; both are measured in
/// processor time, so that other work on the machine and a clock that goes up and down matter
/// little. The median of the ratios is compared with the fraction that was recorded for this vector
/// width: below half of it is a cliff. A kernel that fails is measured twice more, since the
/// compiler may have been late.
public final class PeakGuard {
  /// What is watched.
  static final List<String> WATCHED =
      List.of(
          "gemm 512x512x512 NN",
          "gemm 512x512x512 NT",
          "gemm 512x512x512 TN",
          "gemm 512x512x512 TT",
          "gemm 1024x1024x1024 NN",
          "gemm 10x100x784 NN",
          "gemm 784x100x10 TN",
          "gemm 64x1000x1000 NN",
          "gemm 64x1000x1000 NT",
          "gemm 1000x1000x64 TN",
          "gemm 400x10000x200 NN",
          "gemm 400x200x10000 NT",
          "gemm 200x10000x400 TN",
          "conv 64x1x32x32 6@5 pad 0 stride 1 forward",
          "conv 64x1x32x32 6@5 pad 0 stride 1 filter",
          "conv 64x6x14x14 16@5 pad 0 stride 1 forward",
          "conv 64x6x14x14 16@5 pad 0 stride 1 data",
          "conv 64x6x14x14 16@5 pad 0 stride 1 filter",
          "conv 64x20x12x12 40@5 pad 0 stride 1 forward",
          "conv 64x20x12x12 40@5 pad 0 stride 1 data",
          "conv 64x20x12x12 40@5 pad 0 stride 1 filter",
          "conv 8x64x32x32 64@3 pad 1 stride 1 forward",
          "conv 8x64x32x32 64@3 pad 1 stride 1 data",
          "conv 8x64x32x32 64@3 pad 1 stride 1 filter",
          "conv 8x16x32x32 16@3 pad 1 stride 1 forward",
          "conv 8x16x32x32 16@3 pad 1 stride 1 data",
          "conv 8x16x32x32 16@3 pad 1 stride 1 filter",
          "conv 8x16x32x32 32@3 pad 1 stride 2 forward",
          "conv 8x16x32x32 32@3 pad 1 stride 2 data",
          "conv 8x16x32x32 32@3 pad 1 stride 2 filter",
          "pool 64x6x28x28 forward",
          "pool 64x6x28x28 backward",
          "lstm 50x32x128 forward",
          "lstm 20x20x200 forward",
          "gates 32x128 forward",
          "gates 32x128 backward",
          "exp 65536",
          "log 65536",
          "tanh 65536",
          "sigmoid 65536",
          "momentum 61706",
          "adam 61706");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TRIALS = 3;
  private static final int ROUNDS = 11;
  private static final int CHAIN = 100_000;
  private static final long WARM_UP = 400_000_000L;
  private static final long SPAN = 4_000_000L;

  private final Kernels kernels;
  private float sink;

  /// A guard of the kernels of a backend that computes on the calling thread.
  PeakGuard(Backend backend) {
    kernels = new Kernels(backend);
  }

  /// Measures the watched kernels; exits with 1 if one fell off a cliff.
  ///
  /// @param args the file of recorded fractions, and perhaps `--record`, which writes what was
  ///   measured into it, or `--only` and a text, which measures the kernels with it in their names
  ///   and judges none
  public static void main(String[] args) throws IOException {
    var file = Path.of(args[0]);
    var mode = args.length > 1 ? args[1] : "";
    try (var backend = new SimdBackend(1)) {
      var guard = new PeakGuard(backend);
      switch (mode) {
        case "--only" ->
            guard.measure(WATCHED.stream().filter(n -> n.contains(args[2])), System.out);
        case "--record" ->
            Peaks.read(file)
                .with(Peak.bits(), guard.measure(WATCHED.stream(), System.out))
                .write(file);
        default -> {
          var wrong = guard.judge(Peaks.read(file), System.out);
          wrong.forEach(System.out::println);
          System.exit(wrong.isEmpty() ? 0 : 1);
        }
      }
    }
  }

  /// Fractions of the peak that kernels reach.
  private Map<String, Double> measure(Stream<String> names, PrintStream out) {
    var measured = new LinkedHashMap<String, Double>();
    names.forEach(name -> {
      double fraction = fraction(kernels.named(name));
      out.printf(Locale.ROOT, "%-48s %8.4f of the peak%n", name, fraction);
      measured.put(name, fraction);
    });
    return measured;
  }

  /// Measures and judges; what is wrong, a line each.
  List<String> judge(Peaks peaks, PrintStream out) {
    var recorded = peaks.of(Peak.bits());
    if (recorded.isEmpty()) {
      return List.of(
          "nothing is recorded for vectors of "
              + Peak.bits()
              + " bits, only for "
              + peaks.widths()
              + "; run bench/jmh --guard --record on a machine whose kernels are known to be well.");
    }
    var measured = measure(WATCHED.stream(), out);
    measured.replaceAll((name, fraction) -> {
      double best = fraction;
      for (int i = 1;
          i < TRIALS && best < Verdict.ALLOWED * recorded.getOrDefault(name, 0.0);
          i++) {
        best = Math.max(best, fraction(kernels.named(name)));
      }
      return best;
    });
    return Verdict.judge(recorded, measured);
  }

  /// What part of the peak a kernel reaches.
  double fraction(Kernel kernel) {
    long start = THREADS.getCurrentThreadCpuTime();
    do {
      sink += Peak.chains(CHAIN);
      kernel.call().run();
    } while (THREADS.getCurrentThreadCpuTime() - start < WARM_UP);
    var ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      double peak = Peak.operations(CHAIN) / seconds(() -> sink += Peak.chains(CHAIN));
      ratios[i] = kernel.operations() / seconds(kernel.call()) / peak;
    }
    Arrays.sort(ratios);
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("the chains of the peak went wrong");
    }
    return ratios[ROUNDS / 2];
  }

  /// Processor time of a call.
  private static double seconds(Runnable call) {
    int calls = 0;
    long start = THREADS.getCurrentThreadCpuTime();
    long used;
    do {
      call.run();
      calls++;
      used = THREADS.getCurrentThreadCpuTime() - start;
    } while (used < SPAN);
    return used * 1e-9 / calls;
  }
}
