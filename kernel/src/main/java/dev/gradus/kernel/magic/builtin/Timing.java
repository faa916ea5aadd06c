package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import java.util.Arrays;

/// What `%timeit` measured, in seconds for one run.
///
/// @param mean mean over the repeats
/// @param deviation standard deviation over the repeats
/// @param best the fastest repeat
/// @param repeats how many repeats
/// @param loops how many runs in each
public record Timing(double mean, double deviation, double best, int repeats, int loops)
    implements Displayable {

  static Timing of(double[] nanos, int loops) {
    double mean = Arrays.stream(nanos).average().orElse(0);
    double squares = Arrays.stream(nanos).map(t -> (t - mean) * (t - mean)).sum();
    double deviation = Math.sqrt(squares / nanos.length);
    double best = Arrays.stream(nanos).min().orElse(0);
    return new Timing(mean / 1e9, deviation / 1e9, best / 1e9, nanos.length, loops);
  }

  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(toString());
  }

  @Override
  public String toString() {
    return TimeText.of(mean * 1e9)
        + " ± "
        + TimeText.of(deviation * 1e9)
        + " per run (mean ± standard deviation of "
        + repeats
        + (repeats == 1 ? " repeat, " : " repeats, ")
        + String.format(java.util.Locale.ROOT, "%,d", loops)
        + (loops == 1 ? " run each; best " : " runs each; best ")
        + TimeText.of(best * 1e9)
        + ")";
  }
}
