package dev.gradus.engine.train;

import dev.gradus.engine.random.Philox;
import java.util.stream.IntStream;

/// The order of samples: for every epoch another one, a function of seed and epoch alone, so that
/// nothing needs to be remembered to resume.
final class SampleOrder {
  private static final long SHUFFLE = 0x5348554646L;

  private final int samples;
  private final boolean shuffle;
  private final long seed;

  SampleOrder(int samples, boolean shuffle, long seed) {
    this.samples = samples;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  int[] of(int epoch) {
    return shuffle
        ? new Philox(Philox.key(seed, SHUFFLE), epoch).permutation(samples)
        : IntStream.range(0, samples).toArray();
  }
}
