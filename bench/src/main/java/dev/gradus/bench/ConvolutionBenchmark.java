package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// The convolutions of the workloads: forward, by data, by weights (`filter`).
public class ConvolutionBenchmark extends KernelState {
  /// What is computed; see [Kernels].
  @Param({
    "conv 64x1x32x32 6@5 pad 0 stride 1 forward",
    "conv 64x1x32x32 6@5 pad 0 stride 1 filter",
    "conv 64x6x14x14 16@5 pad 0 stride 1 forward",
    "conv 64x6x14x14 16@5 pad 0 stride 1 data",
    "conv 64x6x14x14 16@5 pad 0 stride 1 filter",
    "conv 64x1x28x28 20@5 pad 0 stride 1 forward",
    "conv 64x1x28x28 20@5 pad 0 stride 1 filter",
    "conv 64x20x12x12 40@5 pad 0 stride 1 forward",
    "conv 64x20x12x12 40@5 pad 0 stride 1 data",
    "conv 64x20x12x12 40@5 pad 0 stride 1 filter",
    "conv 8x3x32x32 64@3 pad 1 stride 1 forward",
    "conv 8x3x32x32 64@3 pad 1 stride 1 filter",
    "conv 8x64x32x32 64@3 pad 1 stride 1 forward",
    "conv 8x64x32x32 64@3 pad 1 stride 1 data",
    "conv 8x64x32x32 64@3 pad 1 stride 1 filter",
    "conv 16x128x16x16 128@3 pad 1 stride 1 forward",
    "conv 16x128x16x16 128@3 pad 1 stride 1 data",
    "conv 16x128x16x16 128@3 pad 1 stride 1 filter",
    "conv 8x256x8x8 256@3 pad 1 stride 1 forward",
    "conv 8x256x8x8 256@3 pad 1 stride 1 data",
    "conv 8x256x8x8 256@3 pad 1 stride 1 filter",
    "conv 8x16x32x32 16@3 pad 1 stride 1 forward",
    "conv 8x16x32x32 16@3 pad 1 stride 1 data",
    "conv 8x16x32x32 16@3 pad 1 stride 1 filter",
    "conv 8x32x16x16 32@3 pad 1 stride 1 forward",
    "conv 8x32x16x16 32@3 pad 1 stride 1 data",
    "conv 8x32x16x16 32@3 pad 1 stride 1 filter",
    "conv 8x16x32x32 32@3 pad 1 stride 2 forward",
    "conv 8x16x32x32 32@3 pad 1 stride 2 data",
    "conv 8x16x32x32 32@3 pad 1 stride 2 filter"
  })
  public String kernel = "";

  /// For JMH.
  public ConvolutionBenchmark() {}

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
