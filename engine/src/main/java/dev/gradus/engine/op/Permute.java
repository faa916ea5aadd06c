package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.internal.Given;
import java.util.List;
import java.util.stream.IntStream;

/// Dimensions in another order: dimension i of y is dimension `order[i]` of x.
///
/// Gradient: dy with the dimensions put back.
///
/// Takes any shape, gives its sizes in that order.
///
/// Errors: ShapeException for an order that does not name every dimension of x once.
///
/// Source: `torch.permute`, `numpy.transpose`.
///
/// @param order every dimension of x once
public record Permute(List<Integer> order) implements Op {

  /// Copies the order.
  public Permute {
    order = List.copyOf(order);
  }

  /// In this order.
  public static Permute of(int... order) {
    return new Permute(IntStream.of(Given.one("the order of the axes", order)).boxed().toList());
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    var sorted = order.stream().sorted().toList();
    if (!sorted.equals(IntStream.range(0, x.rank()).boxed().toList())) {
      throw new ShapeException(
          "expected every dimension of "
              + x
              + " once, 0 to "
              + (x.rank() - 1)
              + " in any order, got "
              + order
              + ".");
    }
    return Shape.of(order.stream().mapToInt(x::dim).toArray());
  }

  @Override
  public void forward(Pass pass) {
    permute(pass, pass.inputShape(0), order(), false);
  }

  @Override
  public void backward(Pass pass) {
    var inverse = IntStream.range(0, order.size()).mapToObj(order::indexOf).toList();
    permute(pass, pass.outputShape(), inverse, true);
  }

  private static void permute(Pass pass, Shape from, List<Integer> order, boolean backward) {
    var dims = order.stream().mapToInt(from::dim).toArray();
    var strides = order.stream().mapToInt(d -> Dims.product(from, d + 1, from.rank())).toArray();
    if (backward) {
      pass.backend()
          .permute(pass.gradOutput(), dims, strides, pass.gradInput(0), pass.accumulate(0));
    } else {
      pass.backend().permute(pass.input(0), dims, strides, pass.output(), false);
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
