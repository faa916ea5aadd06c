package dev.gradus.magics.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Works for minutes and says every minute what a piece costs and what memory is left after a
/// collection, so that growth shows. A run of less than ten minutes is sampled ten times.
final class Endurance implements Ticks {
  private static final double NANO = 1e-9;
  private static final double MINUTE = 60;
  private static final int SAMPLES = 10;

  /// What was measured since the sample before.
  ///
  /// @param minute minutes since the first piece was done
  /// @param pieces done since the sample before
  /// @param milliseconds of a piece, by the clock
  /// @param processorMilliseconds of a piece, of all threads of this process
  /// @param heap bytes of the heap that are used after a collection
  /// @param other bytes beside the heap: classes, compiled code
  /// @param resident kilobytes of memory that the process has, where the system tells
  /// @param collections of garbage, without the one before this sample
  record Sample(
      double minute,
      long pieces,
      double milliseconds,
      double processorMilliseconds,
      long heap,
      long other,
      OptionalLong resident,
      long collections) {}

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final double seconds;
  private final double interval;
  private final Consumer<Sample> samples;
  private long start;
  private long last;
  private long processor;
  private long collections;
  private long pieces;

  Endurance(double minutes, Consumer<Sample> samples) {
    seconds = MINUTE * minutes;
    interval = Math.min(MINUTE, seconds / SAMPLES);
    this.samples = samples;
  }

  @Override
  public boolean done() {
    long now = System.nanoTime();
    if (start == 0) {
      start = now;
      begin();
      return false;
    }
    pieces++;
    if ((now - last) * NANO < interval) {
      return false;
    }
    samples.accept(sample(now));
    begin();
    return (now - start) * NANO >= seconds;
  }

  private void begin() {
    pieces = 0;
    collections = allCollections();
    processor = system.getProcessCpuTime();
    last = System.nanoTime();
  }

  private Sample sample(long now) {
    long used = system.getProcessCpuTime() - processor;
    long collected = allCollections() - collections;
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    return new Sample(
        (now - start) * NANO / MINUTE,
        pieces,
        (now - last) * NANO * 1e3 / pieces,
        used * NANO * 1e3 / pieces,
        memory.getHeapMemoryUsage().getUsed(),
        memory.getNonHeapMemoryUsage().getUsed(),
        MachineLoad.residentKilobytes(),
        collected);
  }

  private static long allCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
