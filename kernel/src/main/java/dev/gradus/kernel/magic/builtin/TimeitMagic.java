package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Code;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.kernel.session.FollowUp;
import org.jspecify.annotations.Nullable;

/// `%timeit STATEMENT` and `%%timeit`: runs a statement or the cell many times, and shows mean and
/// spread of the time of one run. The number of runs fits the time that one takes: a repeat lasts
/// at least a fifth of a second. The first repeat is not counted; in it the JVM compiles.
public final class TimeitMagic implements Magic<Timing, TimeitMagic.Options> {
  private static final long ENOUGH = 200_000_000;
  private static final int MOST = 1_000_000_000;

  /// What to time, and how often.
  public record Options(
      @Arg(value = "An expression or a statement, to the end of the line.", optional = true)
          @Nullable Code<?> code,
      @Option(value = "Runs in a repeat; as many as fit if not given.", letter = "n")
          @Nullable Integer loops,
      @Option(value = "Repeats.", letter = "r", byDefault = "7") int repeats) {}

  @Override
  public String name() {
    return "timeit";
  }

  @Override
  public String summary() {
    return "run a statement or a cell many times and show the mean time";
  }

  @Override
  public Class<Timing> resultType() {
    return Timing.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public boolean wholeCell() {
    return true;
  }

  @Override
  public boolean line() {
    return true;
  }

  @Override
  public @Nullable Timing run(MagicCall<Options> call) throws Exception {
    Options options = call.options();
    Integer loops = options.loops();
    if (options.repeats() < 1 || (loops != null && loops < 1)) {
      throw new MagicException("--loops and --repeats are at least 1");
    }
    Code<?> code = options.code();
    if (code != null) {
      return measure(code, loops, options.repeats());
    }
    if (call.body().isBlank()) {
      throw new MagicException("write what to time after it, as %timeit sort(data), or %%timeit");
    }
    String words = (loops == null ? "" : " -n " + loops) + " -r " + options.repeats();
    // the same lines as a block, so that it compiles as one
    String block = "%timeit" + words + " {\n" + call.body() + "\n}";
    call.session().runNext(new FollowUp("", block, outcome -> {}));
    return null;
  }

  private static Timing measure(Code<?> code, @Nullable Integer loops, int repeats)
      throws Exception {
    int count = loops == null ? fitting(code) : loops;
    if (loops != null) {
      repeat(code, count);
    }
    double[] nanos = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      nanos[i] = repeat(code, count) / (double) count;
    }
    return Timing.of(nanos, count);
  }

  /// The first of 1, 2, 5, 10, 20, 50, ... runs that take long enough.
  private static int fitting(Code<?> code) throws Exception {
    for (int power = 1; ; power *= 10) {
      for (int factor : new int[] {1, 2, 5}) {
        int count = power * factor;
        if (repeat(code, count) >= ENOUGH || count >= MOST) {
          return count;
        }
      }
    }
  }

  private static long repeat(Code<?> code, int count) throws Exception {
    Object kept = null;
    long start = System.nanoTime();
    try {
      for (int i = 0; i < count; i++) {
        kept = code.run();
        if ((i & 1023) == 0 && Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("timeit was interrupted");
        }
      }
      return System.nanoTime() - start;
    } finally {
      java.lang.ref.Reference.reachabilityFence(kept);
    }
  }
}
