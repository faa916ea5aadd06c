package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/// Training steps of tens of milliseconds: ten at once. The time is that of one.
public class LongStepBenchmark extends TrainingState {
  private static final int STEPS = 10;

  /// What is trained; `gradus bench --list` tells the workloads.
  @Param({"W4_b64", "W5", "W6", "W7_small", "W7_medium"})
  public String workload = "";

  /// For JMH.
  public LongStepBenchmark() {}

  @Override
  protected String workload() {
    return workload;
  }

  /// Steps.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public void step() {
    steps(STEPS);
  }
}
