package dev.gradus.engine.backend;

import java.util.Arrays;
import java.util.stream.Stream;

/// The backends that the contract tests run on. A new backend is one more line here.
public final class Backends {
  private static final Backend[] VECTOR =
      CpuBackends.vectorModulePresent()
          ? new Backend[] {CpuBackends.create(1), CpuBackends.create(2), CpuBackends.create(4)}
          : new Backend[0];

  private Backends() {}

  /// The reference.
  public static Backend reference() {
    return new ScalarBackend();
  }

  /// All that are compared with the reference: what a processor's device has, with two threads.
  public static Stream<Backend> fast() {
    return VECTOR.length == 0
        ? Stream.of(CpuBackends.create(1))
        : Arrays.stream(VECTOR).skip(1).limit(1);
  }

  /// All.
  public static Stream<Backend> all() {
    return Stream.concat(Stream.of(reference()), fast());
  }

  /// Groups of backends that must agree bit for bit: one implementation with several numbers of
  /// threads.
  public static Stream<Backend[]> threaded() {
    return Stream.<Backend[]>of(VECTOR).filter(group -> group.length > 0);
  }
}
