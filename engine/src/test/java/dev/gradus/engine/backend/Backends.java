package dev.gradus.engine.backend;

import java.util.stream.Stream;

/// The backends that the contract tests run on. A new backend is one more line here.
public final class Backends {
  private static final Backend[] VECTOR = {
    new SimdBackend(1), new SimdBackend(2), new SimdBackend(4)
  };

  private Backends() {}

  /// The reference.
  public static Backend reference() {
    return new ScalarBackend();
  }

  /// All that are compared with the reference.
  public static Stream<Backend> fast() {
    return Stream.of(VECTOR[1]);
  }

  /// All.
  public static Stream<Backend> all() {
    return Stream.concat(Stream.of(reference()), fast());
  }

  /// Groups of backends that must agree bit for bit: one implementation with several numbers of
  /// threads.
  public static Stream<Backend[]> threaded() {
    return Stream.<Backend[]>of(VECTOR);
  }
}
