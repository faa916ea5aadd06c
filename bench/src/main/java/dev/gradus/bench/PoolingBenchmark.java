package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Maximum over 2x2.
public class PoolingBenchmark extends KernelState {
  /// What is computed; see [Kernels].
  @Param({
    "pool 64x6x28x28 forward",
    "pool 64x6x28x28 backward",
    "pool 64x20x24x24 forward",
    "pool 64x20x24x24 backward",
    "pool 8x128x16x16 forward",
    "pool 8x128x16x16 backward"
  })
  public String kernel = "";

  /// For JMH.
  public PoolingBenchmark() {}

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
