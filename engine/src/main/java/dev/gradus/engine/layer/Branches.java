package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Names;
import dev.gradus.engine.internal.Sized;
import dev.gradus.engine.internal.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Branches that all get the same input, and what joins their results: y = join(b1(x), b2(x), ...),
/// as in an Inception block. Source: Szegedy et al., CVPR 2015.
///
/// A branch is named by its position, `concat_1/branch_2`, unless it has a name; the layers of a
/// branch of several within it, `concat_1/branch_2/conv2d_1`. A branch without layers,
/// `sequential()`, is the input itself.
///
/// Takes what the branches take; what it gives the join says.
///
/// Errors: GradusException without a branch or join; ShapeException where the join cannot join the
/// results.
///
/// @param branches one or more
/// @param join [Concat], [Add], [Multiply], [Average] or a join of your own; always given, if only
///   by the name of the factory
public record Branches(List<LayerSpec> branches, JoinSpec join) implements LayerSpec {
  /// Checks that there is a branch.
  public Branches {
    branches = List.copyOf(branches);
    Given.one("the join of the branches", join);
    if (branches.isEmpty()) {
      throw new GradusException(join.describe() + " needs at least one branch, got none.");
    }
  }

  /// The same joined along another axis.
  ///
  /// @param axis see [Concat]
  /// @throws GradusException if the branches are not concatenated
  public Branches axis(int axis) {
    if (!(join instanceof Concat)) {
      throw new GradusException(
          "axis(...) is for concat(...), but this is " + join.describe() + ".");
    }
    return new Branches(branches, new Concat(axis));
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    var names = new Names();
    boolean relu = join.transparent() && init.reluFollows();
    var built = new ArrayList<BuiltLayer>();
    for (int i = 0; i < branches.size(); i++) {
      var spec = branches.get(i);
      var given = spec.givenName();
      var part = "branch_" + (i + 1);
      var name = names.claim(given == null ? part : given);
      built.add(Chain.child(name, spec, input, init.within(name, relu), 0, part));
    }
    var outputs = built.stream().map(BuiltLayer::output).toList();
    var joined = join.build(outputs, init);
    var weights = new ArrayList<>(Chain.parameters(built));
    joined.parameters().stream().filter(w -> !weights.contains(w)).forEach(weights::add);
    return new Built(built, joined, List.copyOf(weights), Trace.output(joined, outputs));
  }

  @Override
  public String kind() {
    return join.kind();
  }

  @Override
  public boolean rectifies() {
    return branches.stream().allMatch(b -> !b.transparent() && b.rectifies());
  }

  @Override
  public String pattern() {
    return branches.stream()
        .map(b -> b.pattern().isEmpty() ? "x" : b.pattern())
        .collect(Collectors.joining(" | ", join.pattern() + "(", ")"));
  }

  @Override
  public String describe() {
    return join.kind() + "(" + branches.size() + " branches)";
  }

  /// With its parameters.
  private record Built(List<BuiltLayer> children, Join join, List<Weight> parameters, Shape result)
      implements Layer, Sized {
    @Override
    public Shape output(Shape sample) {
      return result;
    }

    @Override
    public Tensor forward(Tensor x) {
      var tape = Context.current().tape();
      return join.forward(children.stream().map(branch -> branch.run(x, tape)).toList());
    }

    @Override
    public boolean replayable() {
      return Chain.replayable(children) && join.replayable();
    }
  }
}
