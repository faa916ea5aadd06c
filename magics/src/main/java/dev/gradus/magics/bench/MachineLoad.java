package dev.gradus.magics.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What the rest of the machine does while something is measured. Reads Linux' `/proc`; elsewhere
/// other work cannot be seen and counts as none.
final class MachineLoad {
  private static final Path TIMES = Path.of("/proc/stat");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double TICKS_PER_SECOND = 100;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /// The processors.
  int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /// Seconds of processor time that other processes have used since the machine's start.
  double others() {
    return Files.isReadable(TIMES) ? all() - system.getProcessCpuTime() * 1e-9 : 0;
  }

  /// Seconds of all processors at work: the line `cpu user nice system idle iowait irq softirq
  /// steal ...`, without idle and waiting.
  private static double all() {
    try (var lines = Files.lines(TIMES)) {
      var fields = lines.findFirst().orElse("").split(" +", -1);
      long sum = 0;
      for (int i = 1; i <= 8 && i < fields.length; i++) {
        sum += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
      }
      return (double) sum / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  /// Megabytes of memory that this process had at most.
  static OptionalLong peakMegabytes() {
    var most = kilobytes("VmHWM:");
    return most.isEmpty() ? most : OptionalLong.of(Math.round(most.getAsLong() / 1024.0));
  }

  /// Kilobytes of memory that this process has.
  static OptionalLong residentKilobytes() {
    return kilobytes("VmRSS:");
  }

  private static OptionalLong kilobytes(String field) {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
