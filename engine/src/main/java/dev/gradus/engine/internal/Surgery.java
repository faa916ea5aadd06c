package dev.gradus.engine.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Named;
import dev.gradus.engine.layer.Sequential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Models made from the layers of another one, and what is frozen in them. Places that two graphs
/// share stand for the same layer, with weights of its own in each.
public final class Surgery {
  private Surgery() {}

  /// The graph with another layer at its end.
  public static Graph extend(Graph graph, LayerSpec layer) {
    if (graph.ends().size() != 1) {
      throw new GradusException(
          "the model has several outputs; say in Model.of(...) which of them a new layer reads.");
    }
    return Graph.build(
        graph.inputs(), List.of(graph.ends().getFirst().then(List.of(layer))), graph.names());
  }

  /// What was cut, and which of its places stand for which of the whole.
  ///
  /// @param origins for every new place the one it was made from
  public record Cut(Graph graph, Map<Sketch, Sketch> origins) {}

  /// The graph up to and including a layer. A path may lead into sequential blocks.
  public static Cut cut(Graph graph, String path) {
    graph.layer(path); // says what there is if it is not there
    int slash = path.indexOf('/');
    var top = graph.layer(slash < 0 ? path : path.substring(0, slash));
    var place = graph.place(top);
    Map<Sketch, Sketch> origins = new HashMap<>();
    var names = new HashMap<>(graph.names());
    var end = place;
    if (slash >= 0) {
      end = Sketch.layer(cut(top, top.spec(), path.substring(slash + 1), path), place.sources());
      origins.put(end, place);
      names.put(end, top.name());
    }
    var order = Sketch.order(List.of(end));
    var inputs = graph.inputs().stream().filter(order::contains).toList();
    return new Cut(Graph.build(inputs, List.of(end), names), origins);
  }

  private static LayerSpec cut(BuiltLayer block, LayerSpec spec, String rest, String path) {
    if (spec instanceof Named(String name, LayerSpec inside)) {
      return new Named(name, cut(block, inside, rest, path));
    }
    if (!(spec instanceof Sequential(List<LayerSpec> layers))) {
      throw new GradusException(
          "cannot cut inside "
              + spec.describe()
              + " at "
              + path
              + ": only sequential blocks can be cut. Cut after the whole layer.");
    }
    int slash = rest.indexOf('/');
    var first = slash < 0 ? rest : rest.substring(0, slash);
    var names = block.children().stream().map(BuiltLayer::name).toList();
    int at = names.indexOf(first);
    var kept = new ArrayList<>(layers.subList(0, at + 1));
    if (slash >= 0) {
      kept.set(at, cut(block.children().get(at), kept.get(at), rest.substring(slash + 1), path));
    }
    return new Sequential(kept);
  }

  /// The graph with other layers in the same places, under the same names.
  ///
  /// @param change gives the layer that stands for one
  public static Graph changed(Graph graph, UnaryOperator<LayerSpec> change) {
    Map<Sketch, Sketch> fresh = new HashMap<>();
    var names = new HashMap<Sketch, String>();
    graph.inputs().forEach(i -> fresh.put(i, i));
    for (var place : graph.places()) {
      var sources = place.sources().stream().map(fresh::get).toList();
      var made = Sketch.layer(change.apply(place.spec()), sources);
      fresh.put(place, made);
      names.put(made, graph.built(place).name());
    }
    return Graph.build(graph.inputs(), graph.ends().stream().map(fresh::get).toList(), names);
  }

  /// The graph for inputs of another shape.
  public static Cut resize(Graph graph, Shape shape) {
    if (graph.inputs().size() != 1) {
      throw new GradusException("the model has several inputs; only one input can be resized.");
    }
    Map<Sketch, Sketch> fresh = new HashMap<>();
    Map<Sketch, Sketch> origins = new HashMap<>();
    var names = new HashMap<Sketch, String>();
    var old = graph.inputs().getFirst();
    var input = Sketch.input(old.inputName(), shape);
    fresh.put(old, input);
    for (var place : graph.places()) {
      var made = Sketch.layer(place.spec(), place.sources().stream().map(fresh::get).toList());
      fresh.put(place, made);
      origins.put(made, place);
      names.put(made, graph.built(place).name());
    }
    var ends = graph.ends().stream().map(fresh::get).toList();
    return new Cut(Graph.build(List.of(input), ends, names), origins);
  }

  /// Copies values and what is frozen to a graph made from another one.
  ///
  /// @param values whether to copy numbers too
  /// @throws ShapeException if a parameter has another shape now
  public static void carry(Graph from, Cut to, boolean values) {
    for (var place : to.graph().places()) {
      var origin = to.origins().getOrDefault(place, place);
      if (!from.places().contains(origin)) {
        continue;
      }
      var source = from.built(origin);
      var target = to.graph().built(place);
      carry(source, target, values);
    }
  }

  private static void carry(BuiltLayer source, BuiltLayer target, boolean values) {
    var old = source.layer().parameters();
    var fresh = target.layer().parameters();
    for (int i = 0; i < fresh.size(); i++) {
      carry(target.name(), old.get(i), fresh.get(i), values);
    }
  }

  private static void carry(String layer, Weight old, Weight fresh, boolean values) {
    if (!old.shape().equals(fresh.shape())) {
      throw new ShapeException(
          "the "
              + old.name()
              + " of "
              + layer
              + " has the shape "
              + old.shape()
              + " but would need "
              + fresh.shape()
              + " for the new input. A dense layer after flatten() fits one image size only: use a convolution or global pooling instead.");
    }
    fresh.trainable(!old.frozen());
    if (values) {
      fresh.set(old.toArray());
    }
  }

  /// Freezes layers or sets them free.
  ///
  /// @param names paths; none for all layers
  public static void trainable(Graph graph, List<String> names, boolean on) {
    var layers = names.isEmpty() ? graph.layers() : names.stream().map(graph::layer).toList();
    layers.forEach(l -> trainable(l, on));
  }

  private static void trainable(BuiltLayer layer, boolean on) {
    layer.layer().parameters().forEach(w -> w.trainable(on));
  }

  /// Freezes all layers up to and including one.
  public static void freezeUpTo(Graph graph, String path) {
    graph.layer(path);
    freezeUpTo(graph.layers(), path);
  }

  private static void freezeUpTo(List<BuiltLayer> layers, String path) {
    int slash = path.indexOf('/');
    var first = slash < 0 ? path : path.substring(0, slash);
    for (var layer : layers) {
      boolean last = layer.name().equals(first);
      if (last && slash >= 0) {
        freezeUpTo(layer.children(), path.substring(slash + 1));
      } else {
        trainable(layer, false);
      }
      if (last) {
        return;
      }
    }
  }
}
