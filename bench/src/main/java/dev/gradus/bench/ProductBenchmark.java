package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Matrix products of W1 and of the dense layers, with the transposes of their gradients.
public class ProductBenchmark extends KernelState {
  /// What is computed; see [Kernels].
  @Param({
    "gemm 512x512x512 NN",
    "gemm 1024x1024x1024 NN",
    "gemm 2048x2048x2048 NN",
    "gemm 1024x1024x1024 NT",
    "gemm 1024x1024x1024 TN",
    "gemm 1024x1024x1024 TT",
    "gemm 10x100x784 NN",
    "gemm 10x784x100 NT",
    "gemm 784x100x10 TN",
    "gemm 64x1000x1000 NN",
    "gemm 64x1000x1000 NT",
    "gemm 1000x1000x64 TN",
    "gemm 400x10000x200 NN",
    "gemm 400x200x10000 NT",
    "gemm 200x10000x400 TN"
  })
  public String kernel = "";

  /// For JMH.
  public ProductBenchmark() {}

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
