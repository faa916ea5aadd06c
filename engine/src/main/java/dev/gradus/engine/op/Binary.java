package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.Broadcast;
import java.util.List;
import java.util.Locale;

/// y = f(a, b), element by element; shapes [..., n] are aligned at the last dimension, and a size
/// of 1 or a missing dimension repeats.
///
/// Gradients: the derivative of f by the operand times dy, summed over the dimensions in which the
/// operand repeats.
///
/// Errors: ShapeException for sizes that differ where neither is 1.
///
/// Source: NumPy's rule of broadcasting.
///
/// @param function f
public record Binary(BinaryFunction function) implements Op {

  @Override
  public String name() {
    return function.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return broadcast(inputs).shape();
  }

  private Broadcast broadcast(List<Shape> inputs) {
    return Broadcast.of(name(), inputs.get(0), inputs.get(1));
  }

  @Override
  public void forward(Pass pass) {
    var broadcast = pass.memo(Broadcast.class, this, (op, p) -> op.broadcast(p.inputShapes()));
    pass.backend().binary(function, broadcast, pass.input(0), pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var broadcast = pass.memo(Broadcast.class, this, (op, p) -> op.broadcast(p.inputShapes()));
    for (int i = 0; i < 2; i++) {
      if (pass.wantsGrad(i)) {
        pass.backend()
            .binaryBackward(
                function,
                broadcast,
                i == 0,
                pass.input(0),
                pass.input(1),
                pass.gradOutput(),
                pass.gradInput(i),
                pass.accumulate(i));
      }
    }
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return switch (function) {
      case ADD, SUBTRACT -> false;
      case MULTIPLY, DIVIDE, MAXIMUM -> true;
    };
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
