package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Names;
import dev.gradus.engine.internal.Sized;
import dev.gradus.engine.internal.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Built layers one after the other that together are a layer.
///
/// @param children the layers in order
/// @param parameters those of the layers, each once; gathered here once, not at every level anew;
///   by default what the layers have
public record Chain(List<BuiltLayer> children, List<Weight> parameters) implements Layer, Sized {
  /// Copies the lists.
  public Chain {
    children = List.copyOf(children);
    parameters = List.copyOf(parameters);
  }

  /// With the parameters of the layers.
  public Chain(List<BuiltLayer> children) {
    this(children, parameters(children));
  }

  /// Builds layers for an input shape.
  ///
  /// @param names names taken so far in the composite that they belong to
  /// @param init of that composite
  /// @param reluFollows whether a ReLU follows the last of them
  /// @param part what the composite calls them, as `body`
  /// @throws ShapeException naming the layer that cannot take its input
  public static Chain build(
      List<LayerSpec> specs,
      Shape input,
      Names names,
      Initializers init,
      boolean reluFollows,
      String part) {
    var built = new ArrayList<BuiltLayer>();
    var shape = input;
    for (int i = 0; i < specs.size(); i++) {
      boolean relu = reluFollows(specs.subList(i + 1, specs.size()), reluFollows);
      var name = names.next(specs.get(i));
      var next = child(name, specs.get(i), shape, init.within(name, relu), i + 1, part);
      built.add(next);
      shape = next.output();
    }
    return new Chain(built);
  }

  /// Builds one layer of a composite.
  ///
  /// @param position within its part, from 1; 0 if the part is this layer alone
  static BuiltLayer child(
      String name, LayerSpec spec, Shape input, Initializers init, int position, String part) {
    try {
      var layer = spec.build(input, init);
      return new BuiltLayer(name, spec, layer, input, Trace.output(layer, List.of(input)));
    } catch (ShapeException e) {
      var where = position == 0 ? "its " + part : "layer " + position + " of its " + part;
      throw new ShapeException(Trace.at(where + " (" + init.path() + ")", spec, e.getMessage()), e);
    }
  }

  /// Whether a ReLU comes next.
  ///
  /// @param later the layers that follow
  /// @param atTheEnd whether a ReLU follows the last of these
  static boolean reluFollows(List<LayerSpec> later, boolean atTheEnd) {
    for (var spec : later) {
      if (!spec.transparent()) {
        return spec.rectifies();
      }
    }
    return atTheEnd;
  }

  @Override
  public Shape output(Shape sample) {
    return children.isEmpty() ? sample : children.getLast().output();
  }

  @Override
  public Tensor forward(Tensor x) {
    var tape = Context.current().tape();
    var y = x;
    for (var child : children) {
      y = child.run(y, tape);
    }
    return y;
  }

  /// The parameters of layers, each once.
  static List<Weight> parameters(List<BuiltLayer> layers) {
    var all = new LinkedHashSet<Weight>();
    layers.forEach(l -> all.addAll(l.layer().parameters()));
    return List.copyOf(all);
  }

  @Override
  public boolean replayable() {
    return replayable(children);
  }

  /// Whether all layers are replayable.
  static boolean replayable(List<BuiltLayer> layers) {
    return layers.stream().allMatch(l -> l.layer().replayable());
  }
}
