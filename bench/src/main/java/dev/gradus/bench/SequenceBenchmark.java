package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Sequences of an LSTM as in W8, W7 small and W7 medium, and the gates of a step alone.
public class SequenceBenchmark extends KernelState {
  /// What is computed; see [Kernels].
  @Param({
    "lstm 50x32x128 forward",
    "lstm 20x20x200 forward",
    "lstm 35x20x650 forward",
    "gates 32x128 forward",
    "gates 32x128 backward",
    "gates 20x650 forward",
    "gates 20x650 backward"
  })
  public String kernel = "";

  /// For JMH.
  public SequenceBenchmark() {}

  @Override
  protected String kernel() {
    return kernel;
  }

  /// A call.
  @Benchmark
  public void call() {
    compute();
  }
}
