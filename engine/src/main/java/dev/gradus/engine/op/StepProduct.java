package dev.gradus.engine.op;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// A product by recurrent weights that every step of a sequence makes: the weights are packed once
/// for all steps, unless there are too few steps for that.
final class StepProduct {
  /// So many steps make packing worth while.
  private static final int WORTH = 4;

  private final SequenceWork work;
  private final Backend backend;
  private final Gemm gemm;
  private @Nullable Slice packed;
  private @Nullable Slice plain;

  StepProduct(SequenceWork work, Gemm gemm) {
    this.work = work;
    this.backend = work.backend;
    this.gemm = gemm;
  }

  /// The same with the same weights, overwriting its result.
  StepProduct overwriting() {
    return new StepProduct(work, gemm.accumulating(false));
  }

  /// Says which weights the next steps use.
  void begin(Slice weights) {
    plain = weights;
    if (work.layout.steps() < WORTH) {
      return;
    }
    var room = packed;
    if (room == null) {
      room = work.scratch(backend.packedSize(gemm));
      packed = room;
    }
    backend.pack(gemm, weights, room);
  }

  /// Multiplies `a` by the weights.
  void run(Slice a, @Nullable Slice bias, Slice c) {
    var ready = packed;
    if (ready != null) {
      backend.gemmPacked(gemm, a, ready, bias, c);
    } else if (plain != null) {
      backend.gemm(gemm, a, plain, bias, c);
    }
  }
}
