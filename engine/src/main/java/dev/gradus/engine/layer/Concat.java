package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import java.util.List;

/// Joins tensors one behind the other along an axis; all other sizes are equal. The axis counts
/// with the batch, so 1 is the first of a sample: the channels of images, the features of rows.
///
/// Takes [batch, ..., n_i, ...], gives [batch, ..., sum of n_i, ...].
///
/// Errors: GradusException for axis 0; ShapeException for an axis that does not exist or other
/// sizes that differ.
///
/// Source: Szegedy et al., CVPR 2015 (DepthConcat); Keras' `Concatenate`, whose default is the last
/// axis.
///
/// @param axis 1 or more, or negative from the end; 1 by default
public record Concat(int axis) implements JoinSpec {
  /// Refuses the batch.
  public Concat {
    if (axis == 0) {
      throw new GradusException(
          "concat cannot join along axis 0, the batch. Use axis 1 for channels or features.");
    }
  }

  /// Along channels or features.
  public Concat() {
    this(1);
  }

  @Override
  public Join build(List<Shape> inputs, Initializers init) {
    var first = inputs.getFirst().prepend(1);
    int at = axis < 0 ? first.rank() + axis : axis;
    for (var input : inputs) {
      var shape = input.prepend(1);
      boolean fits = at > 0 && at < first.rank() && shape.rank() == first.rank();
      if (!fits || !shape.with(at, first.dim(at)).equals(first)) {
        throw new ShapeException(
            "expected inputs that differ at most along axis "
                + axis
                + ", got "
                + Shapes.all(inputs)
                + ". Use padding in convolutions and pooling (same()) so that rows and columns agree.");
      }
    }
    return Join.fixed(x -> Tensor.concat(at, x.toArray(Tensor[]::new)));
  }

  @Override
  public boolean transparent() {
    return true;
  }

  @Override
  public String describe() {
    return "concat(axis " + axis + ")";
  }
}
