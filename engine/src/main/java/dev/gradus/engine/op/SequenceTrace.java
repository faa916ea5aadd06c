package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// Runs a recurrent operation and reads what it keeps for its backward pass.
final class SequenceTrace {
  private final Tensor x;
  private final SequenceWork work;

  private SequenceTrace(Tensor x, SequenceWork work) {
    this.x = x;
    this.work = work;
  }

  /// Makes the work of a pass.
  @FunctionalInterface
  interface Maker {
    SequenceWork make(Pass pass);
  }

  static SequenceTrace of(Op op, List<Tensor> inputs, Maker maker) {
    var shapes = inputs.stream().map(Tensor::shape).toList();
    var shape = op.outputShape(shapes);
    var backend = inputs.getFirst().device().backend();
    var pass =
        new Pass(
            backend,
            shapes,
            inputs.stream().map(Tensor::slice).toArray(Slice[]::new),
            shape,
            Slice.of(backend.allocate(shape.size())),
            Slice.of(backend.allocate(op.savedSize(shapes))),
            new RandomKeys(0),
            0);
    op.forward(pass);
    return new SequenceTrace(inputs.getFirst(), maker.make(pass));
  }

  /// The values of a gate, [batch, steps, units].
  Tensor gate(int number) {
    var l = work.layout;
    int[] strides = {l.width(), l.batch() * l.width(), 1};
    var from = work.gates.part(number * l.units(), work.gates.length() - number * l.units());
    return copied(from, strides);
  }

  /// The states h (0) or c (1), [batch, steps, units].
  Tensor state(int number) {
    var l = work.layout;
    var all = number == 1 && work.c != null ? work.c : work.h;
    int[] strides = {l.units(), l.state(), 1};
    return copied(all.part(l.after(0) * l.state(), l.steps() * l.state()), strides);
  }

  private Tensor copied(Slice from, int[] strides) {
    var l = work.layout;
    var shape = Shape.of(l.batch(), l.steps(), l.units());
    var place = Slice.of(work.backend.allocate(shape.size()));
    work.backend.permute(from, shape.dims(), strides, place, false);
    return Tensor.on(x.device(), shape, place);
  }
}
