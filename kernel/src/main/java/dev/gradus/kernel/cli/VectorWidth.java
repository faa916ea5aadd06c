package dev.gradus.kernel.cli;

import jdk.incubator.vector.FloatVector;

/// Touches the Vector API; use only after [VectorModule#load()].
final class VectorWidth {
  private VectorWidth() {}

  static int bits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
