package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.data.Part;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.tape.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The built layers of a model with their names and what each of them reads: inputs first, then
/// layers, each after those it reads. A chain is the special case in which each reads the one
/// before.
///
/// Values are numbered: the inputs, then the results of the layers in order.
public final class Graph {
  /// A layer in its place.
  ///
  /// @param sources numbers of the values it reads
  public record Node(BuiltLayer built, List<Integer> sources) {}

  private final List<Sketch> inputs;
  private final List<Sketch> ends;
  private final List<Sketch> order = new ArrayList<>();
  private final IdentityHashMap<Sketch, Integer> ids = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private List<BuiltLayer> layers = List.of();
  private List<Part> inputParts = List.of();
  private List<Part> outputParts = List.of();
  private boolean replayable;

  private Graph(List<Sketch> inputs, List<Sketch> ends) {
    this.inputs = List.copyOf(inputs);
    this.ends = List.copyOf(ends);
  }

  /// Layers one after the other.
  public static Graph chain(Shape input, List<LayerSpec> specs) {
    var first = Sketch.input("input", input);
    return build(List.of(first), List.of(first.then(specs)));
  }

  /// Builds everything between inputs and ends.
  public static Graph build(List<Sketch> inputs, List<Sketch> ends) {
    return build(inputs, ends, Map.of());
  }

  /// Builds everything between inputs and ends.
  ///
  /// @param names of places that have one already
  /// @throws ShapeException naming the layer that cannot take its input
  /// @throws GradusException if an end needs an input that is not listed
  public static Graph build(List<Sketch> inputs, List<Sketch> ends, Map<Sketch, String> names) {
    var graph = new Graph(inputs, ends);
    for (var input : inputs) {
      graph.ids.put(input, graph.shapes.size());
      graph.shapes.add(input.inputShape());
    }
    for (var place : Sketch.order(ends)) {
      if (!place.isInput()) {
        graph.order.add(place);
      } else if (!graph.ids.containsKey(place)) {
        throw new GradusException(
            "the output needs the input "
                + place.inputName()
                + ", which is not among the model's inputs. Add it to Model.of(inputs, outputs).");
      }
    }
    graph.addNodes(names);
    graph.finish();
    return graph;
  }

  private void addNodes(Map<Sketch, String> known) {
    var names = new Names();
    if (inputs.size() > 1) {
      inputs.forEach(i -> names.claim(i.inputName()));
    }
    var init = new Initializers(false);
    var beforeRelu = beforeRelu();
    for (var place : order) {
      var kept = known.get(place);
      var name = kept == null ? names.next(place.spec()) : names.keep(kept, place.spec());
      add(place, name, init.within(name, beforeRelu.contains(place)));
    }
  }

  private void finish() {
    layers = nodes.stream().map(Node::built).toList();
    replayable = layers.stream().allMatch(l -> l.layer().replayable());
    inputParts = inputs.stream().map(i -> new Part(i.inputName(), i.inputShape())).toList();
    outputParts = ends.stream().map(e -> new Part(name(id(e)), shapes.get(id(e)))).toList();
  }

  private void add(Sketch place, String name, Initializers init) {
    var spec = place.spec();
    var sources = place.sources().stream().map(this::id).toList();
    var given = sources.stream().map(shapes::get).toList();
    try {
      var layer =
          spec instanceof JoinSpec join
              ? join.build(given, init)
              : spec.build(given.getFirst(), init);
      var output = Trace.output(layer, given);
      ids.put(place, shapes.size());
      shapes.add(output);
      nodes.add(new Node(new BuiltLayer(name, spec, layer, given.getFirst(), output), sources));
    } catch (ShapeException e) {
      throw new ShapeException(Trace.at("layer " + (nodes.size() + 1), spec, e.getMessage()), e);
    }
  }

  private int id(Sketch place) {
    var id = ids.get(place);
    if (id == null) {
      throw new IllegalStateException("a layer was reached before what it reads");
    }
    return id;
  }

  /// The places all of whose readers are rectifiers, through what lets them pass.
  private Set<Sketch> beforeRelu() {
    var readers = new IdentityHashMap<Sketch, List<Sketch>>();
    Set<Sketch> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var place : order.reversed()) {
      var after = readers.getOrDefault(place, List.of());
      if (!after.isEmpty()
          && after.stream()
              .allMatch(r -> r.spec().transparent() ? found.contains(r) : r.spec().rectifies())) {
        found.add(place);
      }
      place.sources().forEach(s -> readers.computeIfAbsent(s, k -> new ArrayList<>()).add(place));
    }
    return found;
  }

  /// The places of the inputs.
  public List<Sketch> inputs() {
    return inputs;
  }

  /// The places of the outputs.
  public List<Sketch> ends() {
    return ends;
  }

  /// The places of the layers, in order.
  public List<Sketch> places() {
    return order;
  }

  /// The place of a layer.
  public Sketch place(BuiltLayer layer) {
    int at = 0;
    while (!nodes.get(at).built().name().equals(layer.name())) {
      at++;
    }
    return order.get(at);
  }

  /// The names of all places, to keep them when more is built on them.
  public Map<Sketch, String> names() {
    Map<Sketch, String> names = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      names.put(order.get(i), nodes.get(i).built().name());
    }
    return names;
  }

  /// The layer that was built for a place.
  public BuiltLayer built(Sketch place) {
    return nodes.get(id(place) - inputs.size()).built();
  }

  /// The layers in order, with what they read.
  public List<Node> nodes() {
    return nodes;
  }

  /// The layers in order.
  public List<BuiltLayer> layers() {
    return layers;
  }

  /// Name and shape of each input.
  public List<Part> inputParts() {
    return inputParts;
  }

  /// Name and shape of each output.
  public List<Part> outputParts() {
    return outputParts;
  }

  /// Whether one recording serves every step.
  public boolean replayable() {
    return replayable;
  }

  private String name(int value) {
    return value < inputs.size()
        ? inputs.get(value).inputName()
        : nodes.get(value - inputs.size()).built().name();
  }

  /// The names of what a layer reads.
  public List<String> sources(String layerName) {
    for (var node : nodes) {
      if (node.built().name().equals(layerName)) {
        return sources(node);
      }
    }
    throw new GradusException(
        "there is no layer "
            + layerName
            + "; the layers are "
            + String.join(", ", layers().stream().map(BuiltLayer::name).toList())
            + ".");
  }

  /// The names of what a layer in its place reads.
  public List<String> sources(Node node) {
    return node.sources().stream().map(this::name).toList();
  }

  /// The kinds of layers in order.
  public String pattern() {
    return Stream.concat(Stream.of("INPUT"), order.stream().map(p -> p.spec().pattern()))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" -> "));
  }

  /// A layer by its name, or its path as `residual_1/conv2d_2`.
  public BuiltLayer layer(String path) {
    var found = find(layers(), path);
    if (found == null) {
      throw new GradusException(
          "there is no layer "
              + path
              + "; the layers are "
              + String.join(", ", paths("", layers()))
              + ".");
    }
    return found;
  }

  private static @Nullable BuiltLayer find(List<BuiltLayer> among, String path) {
    int slash = path.indexOf('/');
    var first = slash < 0 ? path : path.substring(0, slash);
    for (var layer : among) {
      if (layer.name().equals(first)) {
        return slash < 0 ? layer : find(layer.children(), path.substring(slash + 1));
      }
    }
    return null;
  }

  private static List<String> paths(String prefix, List<BuiltLayer> layers) {
    var all = new ArrayList<String>();
    for (var layer : layers) {
      all.add(prefix + layer.name());
      all.addAll(paths(prefix + layer.name() + "/", layer.children()));
    }
    return all;
  }

  /// All parameters, each once.
  public List<Weight> parameters() {
    return List.copyOf(named().values());
  }

  /// All parameters by a name of their own, as `residual_1/conv2d_2.weight`; a shared one under its
  /// first.
  public Map<String, Weight> named() {
    var names = new LinkedHashMap<String, Weight>();
    var seen = new HashSet<Weight>();
    layers().forEach(l -> name("", l, names, seen));
    return names;
  }

  private static void name(
      String prefix, BuiltLayer layer, Map<String, Weight> names, Set<Weight> seen) {
    var path = prefix + layer.name();
    layer.children().forEach(c -> name(path + "/", c, names, seen));
    for (var weight : layer.layer().parameters()) {
      if (seen.add(weight)) {
        var name = path + "." + weight.name();
        int number = 2;
        while (names.containsKey(name)) {
          name = path + "." + weight.name() + "_" + number++;
        }
        names.put(name, weight);
      }
    }
  }

  /// The outputs for a batch of each input.
  public List<Tensor> run(List<Tensor> batches) {
    var values = run(batches, nodes.size());
    return ends.stream().map(e -> values.get(id(e))).toList();
  }

  /// Runs the layers up to the one with this name or path.
  public void run(List<Tensor> batches, String path) {
    int slash = path.indexOf('/');
    var last = layer(slash < 0 ? path : path.substring(0, slash));
    int count = 1;
    while (!nodes.get(count - 1).built().name().equals(last.name())) {
      count++;
    }
    run(batches, count);
  }

  private List<Tensor> run(List<Tensor> batches, int count) {
    var tape = Context.current().tape();
    var values = new ArrayList<>(batches);
    for (var node : nodes.subList(0, count)) {
      values.add(node.built().run(node.sources().stream().map(values::get).toList(), tape));
    }
    return values;
  }

  /// Tensors as a list.
  public static List<Tensor> list(Tensor first, Tensor second, Tensor... more) {
    return Stream.of(
            List.of(Given.one("the first batch", first), Given.one("the second batch", second)),
            Given.all("further batch", more))
        .flatMap(List::stream)
        .toList();
  }

  /// The operations for one sample.
  public Tape record() {
    return record(1);
  }

  /// The operations for a batch.
  public Tape record(int batch) {
    var tape = new Tape();
    Context.current()
        .training(false)
        .recording(tape)
        .run(() ->
            run(inputs.stream().map(i -> tape.input(i.inputShape().prepend(batch))).toList()));
    return tape;
  }
}
