package dev.gradus.engine;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.CpuBackends;
import dev.gradus.engine.backend.ScalarBackend;

/// Where tensors live and operations run.
///
/// Numbers are single precision (double on the reference); a device of your own decides itself.
///
/// Errors: GradusException for less than 1 or more than 1,024 threads.
public final class Device {
  private static final int MOST_THREADS = 1024;

  private final String name;
  private final Backend backend;

  private Device(String name, Backend backend) {
    this.name = name;
    this.backend = backend;
  }

  /// The processor, with all the threads it has (or `GRADUS_THREADS`): vectorised where the JVM
  /// offers the vector module.
  public static Device cpu() {
    return Cpu.DEFAULT;
  }

  /// The processor with a number of threads of its own.
  public static Device cpu(int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new GradusException(
          "a device needs 1 to "
              + MOST_THREADS
              + " threads, got "
              + threads
              + ". As many as the processor has cores are enough.");
    }
    return new Device("cpu", CpuBackends.create(threads));
  }

  /// The reference: plain loops in double precision. Slow, exact, for checking.
  public static Device reference() {
    return Reference.DEFAULT;
  }

  /// A device over any backend.
  public static Device of(String name, Backend backend) {
    return new Device(name, backend);
  }

  /// The kernels of this device.
  public Backend backend() {
    return backend;
  }

  /// A short name, as `cpu`.
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    var kernels = backend.name();
    return kernels.startsWith(name) ? kernels : name + " (" + kernels + ")";
  }

  private static final class Cpu {
    static final Device DEFAULT = new Device("cpu", CpuBackends.create());
  }

  private static final class Reference {
    static final Device DEFAULT = new Device("reference", new ScalarBackend());
  }
}
