package dev.gradus.kernel.eval.internal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// Adds up the time that a cell's own code runs; compiling and showing wait outside.
final class CellClock {
  private long wall;
  private long processor;
  private long wallStart;
  private long processorStart;

  /// The processor time of this process, all threads together; 0 where the system does not tell.
  static long processTime() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime())
        : 0;
  }

  void start() {
    processorStart = processTime();
    wallStart = System.nanoTime();
  }

  void stop() {
    wall += System.nanoTime() - wallStart;
    processor += processTime() - processorStart;
  }

  long wallNanos() {
    return wall;
  }

  long processorNanos() {
    return processor;
  }
}
