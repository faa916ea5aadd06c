package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.op.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.List;

/// Softmax cross-entropy: the mean of -ln softmax(scores)\[label], computed without overflow.
/// Scores [batch, ..., classes], labels [batch, ...]. The model's last layer gives scores; it needs
/// no softmax of its own.
///
/// Rows with the ignored label (-1 if nothing else is said) are padding: they count neither in the
/// sum nor in the number that it is divided by. A batch in which no row counts has the loss NaN.
///
/// Errors: GradusException for smoothing outside 0 <= share < 1 or a negative class weight;
/// ShapeException for labels that are not one for each row, or class weights that are not one for
/// each class. A label that is no class makes the loss NaN.
///
/// Source: `torch.nn.CrossEntropyLoss`, whose ignored label is -100 by default; smoothing: Szegedy
/// et al., CVPR 2016, section 7.
///
/// @param ignored the label of rows that do not count; -1 by default
/// @param smoothing share of the target that is spread evenly over all classes, 0 by default; see
///   [SoftmaxCrossEntropy]
/// @param classWeights how much each class counts; empty, the default, for all alike
public record CrossEntropy(int ignored, double smoothing, List<Double> classWeights)
    implements Loss {

  /// Checks the settings.
  public CrossEntropy {
    var checked = new SoftmaxCrossEntropy(ignored, smoothing, classWeights);
    classWeights = checked.classWeights();
  }

  /// Ignores the label -1; no smoothing, all classes alike.
  public CrossEntropy() {
    this(-1, 0, List.of());
  }

  /// The same, ignoring another label.
  public CrossEntropy ignoring(int label) {
    return new CrossEntropy(label, smoothing, classWeights);
  }

  /// The same with label smoothing, as 0.1.
  public CrossEntropy smoothed(double share) {
    return new CrossEntropy(ignored, share, classWeights);
  }

  /// The same with a weight for each class.
  public CrossEntropy weighted(double... weights) {
    Given.one("the list of weights", weights);
    return new CrossEntropy(ignored, smoothing, Arrays.stream(weights).boxed().toList());
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return Tensor.apply(new SoftmaxCrossEntropy(ignored, smoothing, classWeights), output, target);
  }

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public boolean classifies() {
    return true;
  }
}
