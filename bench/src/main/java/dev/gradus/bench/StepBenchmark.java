package dev.gradus.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/// Training steps of a few milliseconds or less: a hundred at once. The time is that of one.
public class StepBenchmark extends TrainingState {
  private static final int STEPS = 100;

  /// What is trained; `gradus bench --list` tells the workloads.
  @Param({"W2a", "W2b", "W3", "W4_b10", "W8_lstm", "W8_gru"})
  public String workload = "";

  /// For JMH.
  public StepBenchmark() {}

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
