package dev.gradus.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// Multiply-adds in registers: ten chains of ten thousand, each over all lanes of a vector. What
/// other benchmarks reach is a part of this.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class PeakBenchmark {
  private static final int LENGTH = 10_000;

  /// For JMH.
  public PeakBenchmark() {}

  /// The chains.
  @Benchmark
  public float chains() {
    return Peak.chains(LENGTH);
  }
}
