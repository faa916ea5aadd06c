package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Part;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The loss of a model with several outputs: the weighted sum of a loss for each.
///
/// ```java
/// var loss = LossSum.of(model).with("digit", new CrossEntropy(), 1).with("place", new
/// MeanSquared(), 0.5);
/// ```
///
/// Targets lie one behind the other in the order of the model's outputs, a class as one number; see
/// `Dataset.targetsBeside`. An output without a loss is an error.
///
/// loss = sum over outputs of weight * loss of the output. Takes [batch, all outputs] and [batch,
/// all targets].
///
/// Errors: GradusException for an output that does not exist or has no loss, or a weight that is
/// negative or infinite.
///
/// Source: Keras' `loss_weights`.
///
/// @param outputs the model's outputs, in order
/// @param terms what was said about them so far; none by default
public record LossSum(List<Part> outputs, List<Term> terms) implements Loss {
  /// The loss of one output.
  ///
  /// @param loss what measures it
  /// @param output its name
  /// @param weight its share, 1 by default
  public record Term(String output, Loss loss, double weight) {}

  /// Copies the lists.
  public LossSum {
    outputs = List.copyOf(outputs);
    terms = List.copyOf(terms);
  }

  /// For the outputs of a model, none of which has a loss yet.
  public static LossSum of(Model model) {
    Given.one("the model", model);
    return new LossSum(model.outputs(), List.of());
  }

  /// The same with a loss of weight 1 for an output.
  public LossSum with(String output, Loss loss) {
    return with(output, loss, 1);
  }

  /// The same with a loss for an output.
  ///
  /// @throws GradusException if there is no such output, or the weight is negative or no number
  public LossSum with(String output, Loss loss, double weight) {
    if (outputs.stream().noneMatch(p -> p.name().equals(output))) {
      throw new GradusException(
          "there is no output " + output + "; the outputs are " + names() + ".");
    }
    if (!(weight >= 0) || !Double.isFinite(weight)) {
      throw new GradusException(
          "the weight of a loss must be a number of at least 0, got " + weight + ".");
    }
    var all = new ArrayList<>(terms.stream().filter(t -> !t.output().equals(output)).toList());
    all.add(new Term(output, loss, weight));
    return new LossSum(outputs, all);
  }

  private String names() {
    return outputs.stream().map(Part::name).collect(Collectors.joining(", "));
  }

  private Term term(Part output) {
    return terms.stream()
        .filter(t -> t.output().equals(output.name()))
        .findFirst()
        .orElseThrow(() ->
            new GradusException(
                "the output "
                    + output.name()
                    + " has no loss. Give it one with with(\""
                    + output.name()
                    + "\", ...)."));
  }

  private List<Part> targets() {
    return outputs.stream()
        .map(o -> new Part(o.name(), term(o).loss().targetShape(o.shape())))
        .toList();
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    Given.one("the output", output);
    Given.one("the target", target);
    var said = Parts.split(output, outputs);
    var right = Parts.split(target, targets());
    var sum = one(0, said, right);
    for (int i = 1; i < said.size(); i++) {
      sum = sum.add(one(i, said, right));
    }
    return sum;
  }

  private Tensor one(int i, List<Tensor> said, List<Tensor> right) {
    var term = term(outputs.get(i));
    return term.loss().of(said.get(i), right.get(i)).mul(term.weight());
  }

  @Override
  public Shape targetShape(Shape output) {
    return Parts.shape(targets());
  }

  @Override
  public String name() {
    return terms.stream()
        .map(t -> t.weight() + " " + t.loss().name())
        .collect(Collectors.joining(" + "));
  }

  @Override
  public boolean classifies() {
    return false;
  }
}
