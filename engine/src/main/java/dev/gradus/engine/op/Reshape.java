package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.internal.Given;
import java.util.List;
import java.util.stream.IntStream;

/// The same numbers under another shape.
///
/// Takes any shape, gives the sizes. Gradient: dy under the shape of x.
///
/// Errors: GradusException for a size below -1 or more than one -1; ShapeException where the
/// numbers do not fill the sizes.
///
/// Source: `numpy.reshape`, `torch.reshape`.
///
/// @param sizes sizes of the result; one of them may be -1: it is what the others leave
public record Reshape(List<Integer> sizes) implements View {

  /// Checks the sizes.
  public Reshape {
    sizes = List.copyOf(sizes);
    if (sizes.stream().anyMatch(s -> s < -1) || sizes.stream().filter(s -> s == -1).count() > 1) {
      throw new GradusException(
          "reshape takes sizes of 0 or more and at most one -1 for \"the rest\", got "
              + sizes
              + ".");
    }
  }

  /// To these sizes.
  public static Reshape to(int... sizes) {
    return new Reshape(IntStream.of(Given.one("the list of sizes", sizes)).boxed().toList());
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    long known = 1;
    for (int size : sizes) {
      known *= size == -1 ? 1 : size;
    }
    int open = sizes.indexOf(-1);
    boolean fits = open < 0 ? known == x.size() : known > 0 && x.size() % known == 0;
    if (!fits) {
      throw new ShapeException(
          "cannot reshape "
              + x
              + " ("
              + x.size()
              + " numbers) to "
              + sizes
              + " ("
              + (open < 0 ? "" : "a multiple of ")
              + known
              + " numbers). The number of elements must stay; -1 stands for one size that follows"
              + " from the others.");
    }
    var dims = sizes.stream().mapToInt(Integer::intValue).toArray();
    if (open >= 0) {
      dims[open] = (int) (x.size() / known);
    }
    return Shape.of(dims);
  }
}
