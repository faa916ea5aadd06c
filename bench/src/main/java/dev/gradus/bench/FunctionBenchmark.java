package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Functions of numbers that stay in the cache.
public class FunctionBenchmark extends KernelState {
  /// What is computed; see [Kernels].
  @Param({"exp 65536", "log 65536", "tanh 65536", "sigmoid 65536"})
  public String kernel = "";

  /// For JMH.
  public FunctionBenchmark() {}

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
