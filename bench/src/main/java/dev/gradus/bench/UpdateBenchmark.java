package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Updates of as many weights as LeNet-5 and the network of W4 have.
public class UpdateBenchmark extends KernelState {
  /// What is computed; see [Kernels].
  @Param({
    "sgd 61706",
    "sgd 1672570",
    "momentum 61706",
    "momentum 1672570",
    "adam 61706",
    "adam 1672570"
  })
  public String kernel = "";

  /// For JMH.
  public UpdateBenchmark() {}

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
