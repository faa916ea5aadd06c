package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Summary;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.AvgPool2d;
import dev.gradus.engine.layer.BatchNorm;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.tape.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Built layers one after the other, each with its name and the shapes between them.
public final class Stack {
  private final Shape input;
  private final List<BuiltLayer> entries;

  private Stack(Shape input, List<BuiltLayer> entries) {
    this.input = input;
    this.entries = List.copyOf(entries);
  }

  /// Builds layers for an input shape.
  ///
  /// @throws ShapeException naming the layer that cannot take its input
  public static Stack build(Shape input, List<LayerSpec> specs) {
    var names = new Names();
    var entries = new ArrayList<BuiltLayer>();
    var shape = input;
    for (int i = 0; i < specs.size(); i++) {
      var spec = specs.get(i);
      var name = names.next(spec);
      try {
        var layer = spec.build(shape, new Initializers(reluFollows(specs, i)));
        var output = trace(layer, shape);
        entries.add(new BuiltLayer(name, spec, layer, shape, output));
        shape = output;
      } catch (ShapeException e) {
        throw new ShapeException(
            "layer " + (i + 1) + ", " + spec.describe() + ": " + e.getMessage());
      }
    }
    return new Stack(input, entries);
  }

  private static boolean reluFollows(List<LayerSpec> specs, int at) {
    for (var spec : specs.subList(at + 1, specs.size())) {
      if (spec.rectifies()) {
        return true;
      }
      boolean passes =
          spec instanceof MaxPool2d || spec instanceof AvgPool2d || spec instanceof BatchNorm;
      if (!passes) {
        return false;
      }
    }
    return false;
  }

  private static Shape trace(Layer layer, Shape input) {
    var tape = new Tape();
    try {
      return Context.current()
          .training(false)
          .recording(tape)
          .call(() -> layer.forward(tape.input(input.prepend(1))).shape().rest());
    } catch (dev.gradus.engine.SymbolicReadException e) {
      return Context.current()
          .training(false)
          .recording(null)
          .call(() -> layer.forward(Tensor.zeros(input.prepend(1))).shape().rest());
    }
  }

  /// Shape of one sample that goes in.
  public Shape input() {
    return input;
  }

  /// Shape of one sample that comes out.
  public Shape output() {
    return entries.isEmpty() ? input : entries.getLast().output();
  }

  /// The layers in order.
  public List<BuiltLayer> entries() {
    return entries;
  }

  /// What the layers were built from.
  public List<LayerSpec> specs() {
    return entries.stream().map(BuiltLayer::spec).toList();
  }

  /// The layer with a name.
  public BuiltLayer entry(String name) {
    return entries.stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new GradusException(
                "there is no layer "
                    + name
                    + "; the layers are "
                    + String.join(", ", entries.stream().map(BuiltLayer::name).toList())
                    + "."));
  }

  /// All parameters, each once.
  public List<Weight> parameters() {
    var all = new ArrayList<Weight>();
    var seen = new HashSet<Weight>();
    for (var entry : entries) {
      entry.layer().parameters().stream().filter(seen::add).forEach(all::add);
    }
    return all;
  }

  /// The operations for one sample.
  public Tape record() {
    var tape = new Tape();
    Context.current()
        .training(false)
        .recording(tape)
        .run(() -> {
          var x = tape.input(input.prepend(1));
          for (var entry : entries) {
            x = entry.run(x, tape);
          }
        });
    return tape;
  }

  /// A row for each layer.
  public List<Summary.Row> summary() {
    var macs = macsByLayer();
    return entries.stream()
        .map(e ->
            new Summary.Row(
                e.name(),
                e.spec().describe(),
                e.output(),
                e.layer().parameters().stream()
                    .filter(w -> !w.isBuffer())
                    .mapToLong(Weight::size)
                    .sum(),
                macs.getOrDefault(e.name(), 0L)))
        .toList();
  }

  private Map<String, Long> macsByLayer() {
    Map<String, Long> macs = new HashMap<>();
    try {
      var tape = record();
      for (var step : tape.steps()) {
        var shapes = step.inputs().stream().map(id -> tape.values().get(id).shape()).toList();
        macs.merge(step.scope(), step.op().macs(shapes), Long::sum);
      }
    } catch (dev.gradus.engine.SymbolicReadException e) {
      return Map.of(); // a layer of the user's own reads values: its work is not known
    }
    return macs;
  }

  /// Names by kind and order, `conv2d_1`, unless given.
  private static final class Names {
    private final Map<String, Integer> counts = new HashMap<>();
    private final HashSet<String> used = new HashSet<>();

    String next(LayerSpec spec) {
      int number = counts.merge(spec.kind(), 1, Integer::sum);
      var given = spec.givenName();
      var name = given != null ? given : spec.kind() + "_" + number;
      if (!used.add(name)) {
        throw new GradusException(
            "two layers have the name " + name + ". Give one of them another with named(...).");
      }
      return name;
    }
  }
}
