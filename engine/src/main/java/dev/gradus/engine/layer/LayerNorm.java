package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.op.LayerNormalization;
import java.util.ArrayList;
import java.util.Arrays;

/// Layer normalisation: the numbers of a sample get mean 0 and variance 1 over its last dimension
/// (or its last `axes` dimensions), then a learned scale and shift, y = gamma (x - mean) /
/// sqrt(variance + epsilon) + beta with the biased variance. The same in training and inference,
/// and independent of the batch. Source: Ba, Kiros, Hinton, "Layer Normalization", 2016.
///
/// Parameters: `gamma`, 1 at the start, and `beta`, 0 at the start, of the shape of the normalised
/// dimensions.
///
/// Takes [batch, ...] and gives the same shape.
///
/// Errors: GradusException for less than 1 axis or an epsilon outside 0 .. 1; ShapeException for a
/// sample of fewer dimensions than axes.
///
/// @param axes how many of the last dimensions are normalised together, 1 by default
/// @param epsilon keeps the division safe, 1e-5 by default
/// @param scale whether gamma is learned; true by default
/// @param shift whether beta is learned; true by default
public record LayerNorm(int axes, double epsilon, boolean scale, boolean shift)
    implements LayerSpec {

  /// Checks the settings.
  public LayerNorm {
    Sizes.positive("layerNorm", "axes", axes);
    Sizes.epsilon("layerNorm", epsilon);
  }

  /// Over the last dimension, epsilon 1e-5, with scale and shift.
  public LayerNorm() {
    this(1, 1e-5, true, true);
  }

  /// The same over the last dimensions together: 3 for a whole image.
  public LayerNorm axes(int number) {
    return new LayerNorm(number, epsilon, scale, shift);
  }

  /// The same with another epsilon.
  public LayerNorm epsilon(double small) {
    return new LayerNorm(axes, small, scale, shift);
  }

  /// The same without gamma.
  public LayerNorm withoutScale() {
    return new LayerNorm(axes, epsilon, false, shift);
  }

  /// The same without beta.
  public LayerNorm withoutShift() {
    return new LayerNorm(axes, epsilon, scale, false);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() < axes) {
      throw new ShapeException(
          "expected samples of at least "
              + axes
              + (axes == 1 ? " dimension" : " dimensions")
              + " to normalise over, got "
              + Shapes.batch(input)
              + ". Normalise fewer axes.");
    }
    int[] dims = Arrays.copyOfRange(input.dims(), input.rank() - axes, input.rank());
    var weights = new ArrayList<Weight>();
    if (scale) {
      weights.add(init.ones("gamma", dims));
    }
    if (shift) {
      weights.add(init.zeros("beta", dims));
    }
    var op = new LayerNormalization(axes, epsilon, scale, shift);
    var parameters = weights.toArray(Weight[]::new);
    return Layer.fixed(x -> apply(op, x, parameters), parameters);
  }

  private static Tensor apply(LayerNormalization op, Tensor x, Weight[] parameters) {
    var inputs = new Tensor[parameters.length + 1];
    inputs[0] = x;
    System.arraycopy(parameters, 0, inputs, 1, parameters.length);
    return Tensor.apply(op, inputs);
  }

  @Override
  public String describe() {
    return axes == 1 ? "layerNorm()" : "layerNorm().axes(" + axes + ")";
  }
}
