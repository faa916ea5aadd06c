package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.List;

/// All numbers in reverse order: every dimension is flipped. For kernels: one copy for each number.
///
/// Gradient: dy in reverse order.
///
/// Takes any shape and gives the same.
///
/// Errors: none.
///
/// Source: `numpy.flip` over all axes; turns a cross-correlation's kernel into a convolution's.
public record Reverse() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  /// Single elements of a slice.
  private record Elements(List<Slice> forward, List<Slice> backward) {
    static Elements of(Pass pass) {
      return new Elements(split(pass.input(0)), split(pass.output()));
    }

    static List<Slice> split(Slice slice) {
      var parts = new ArrayList<Slice>();
      for (int i = 0; i < slice.length(); i++) {
        parts.add(slice.part(i, 1));
      }
      return parts;
    }
  }

  @Override
  public void forward(Pass pass) {
    var parts = pass.memo(Elements.class, this, (op, p) -> Elements.of(p));
    int n = parts.forward.size();
    for (int i = 0; i < n; i++) {
      pass.backend().copy(parts.forward.get(i), parts.backward.get(n - 1 - i));
    }
  }

  @Override
  public void backward(Pass pass) {
    var backend = pass.backend();
    var dy = pass.gradOutput();
    var dx = pass.gradInput(0);
    double old = pass.accumulate(0) ? 1 : 0;
    int n = dy.length();
    for (int i = 0; i < n; i++) {
      backend.axpby(1, dy.part(i, 1), old, dx.part(n - 1 - i, 1));
    }
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
