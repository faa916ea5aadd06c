package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// y = a where the condition is not 0, else b: condition, a and b have one shape, or are single
/// numbers that stand for that number everywhere.
///
/// Gradients: da = dy where a was taken, else 0; db the other way round; summed for a single
/// number. The condition has none.
///
/// Takes and gives the one shape.
///
/// Errors: ShapeException for shapes that differ where none is a single number.
///
/// Source: `torch.where`, `numpy.where`.
public record Select() implements Op {

  @Override
  public String name() {
    return "where";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var shape = inputs.getFirst();
    for (var next : inputs) {
      shape = shape.size() == 1 && next.rank() >= shape.rank() ? next : shape;
    }
    for (var next : inputs) {
      if (!next.equals(shape) && next.size() != 1) {
        throw new ShapeException(
            "expected condition, a and b of one shape, or single numbers, got "
                + inputs.get(0)
                + ", "
                + inputs.get(1)
                + " and "
                + inputs.get(2)
                + ". Reshape them.");
      }
    }
    return shape;
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().elements().select(pass.input(0), pass.input(1), pass.input(2), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    for (int i = 1; i < 3; i++) {
      if (pass.wantsGrad(i)) {
        gradient(pass, i);
      }
    }
  }

  private void gradient(Pass pass, int i) {
    var backend = pass.backend();
    var dy = pass.gradOutput();
    var target = pass.gradInput(i);
    if (target.length() == dy.length()) {
      backend.elements().mask(pass.input(0), i == 1, dy, target, pass.accumulate(i));
      return;
    }
    var room = pass.memo(Room.class, this, (op, p) -> Room.of(p)).masked;
    backend.elements().mask(pass.input(0), i == 1, dy, room, false);
    backend.reduceSum(room, 1, dy.length(), 1, 1, target, pass.accumulate(i));
  }

  private record Room(Slice masked) {
    static Room of(Pass pass) {
      return new Room(Slice.of(pass.backend().allocate(pass.output().length())));
    }
  }

  @Override
  public boolean differentiable(int i) {
    return i > 0;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i == 0;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
