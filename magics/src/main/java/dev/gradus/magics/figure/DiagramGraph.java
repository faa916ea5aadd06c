package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Summary;
import dev.gradus.engine.layer.Branches;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Chain;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Residual;
import dev.gradus.engine.layer.Wrapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The boxes of a model and the arrows between them. Blocks are opened: a residual block becomes
/// its body, its way around and a sum, branches become what they are made of and a join.
final class DiagramGraph {
  /// A box.
  ///
  /// @param path of the layer, as `residual_1/conv2d_2`
  /// @param name as shown
  /// @param settings as shown; may be empty
  /// @param shape of its result
  /// @param parameters that it learns
  /// @param plain whether it works on every number alone, so that its shape goes without saying
  /// @param group path of the opened block that it is part of; empty for none
  record Box(
      String path,
      String name,
      String settings,
      Shape shape,
      long parameters,
      boolean plain,
      String group) {
    /// The same box in an opened block.
    Box inGroup(String block) {
      return new Box(path, name, settings, shape, parameters, plain, block);
    }

    /// Whether two layers outside of blocks differ in their names alone.
    boolean equalSettings(Box other) {
      return settings.equals(other.settings)
          && shape.equals(other.shape)
          && parameters == other.parameters
          && plain == other.plain
          && group.isEmpty()
          && other.group.isEmpty();
    }
  }

  /// An arrow between two boxes, by their numbers.
  record Arrow(int from, int to) {}

  private final List<Box> boxes = new ArrayList<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final Summary summary;
  private final boolean open;
  private String prefix = "";

  private DiagramGraph(Summary summary, boolean open) {
    this.summary = summary;
    this.open = open;
  }

  /// The graph of a whole model.
  ///
  /// @param open whether blocks are opened
  static DiagramGraph of(Model model, boolean open) {
    var graph = new DiagramGraph(model.summary(), open);
    Map<String, Integer> ends = new HashMap<>();
    for (var part : model.inputs()) {
      ends.put(part.name(), graph.add(part.name(), part.name(), "", part.shape(), 0, false, ""));
    }
    for (var layer : model.layers()) {
      var from = model.sourcesOf(layer.name()).stream().map(ends::get).toList();
      ends.put(layer.name(), graph.layer(layer, layer.name(), from, ""));
    }
    return graph;
  }

  /// The graph of what is inside a block.
  static DiagramGraph inside(Model model, String path) {
    var graph = new DiagramGraph(model.summary(), true);
    var block = model.layer(path);
    int input = graph.add("input", "input", "", block.input(), 0, false, "");
    graph.layer(block, path, List.of(input), "");
    return graph;
  }

  /// The same graph with equal layers in a row drawn once, if it is a chain; itself otherwise.
  DiagramGraph folded() {
    for (int i = 0; i < arrows.size(); i++) {
      if (arrows.size() != boxes.size() - 1 || !arrows.get(i).equals(new Arrow(i, i + 1))) {
        return this;
      }
    }
    var graph = new DiagramGraph(summary, open);
    graph.boxes.addAll(RepeatedBoxes.folded(boxes));
    for (int i = 1; i < graph.boxes.size(); i++) {
      graph.arrows.add(new Arrow(i - 1, i));
    }
    return graph;
  }

  List<Box> boxes() {
    return boxes;
  }

  List<Arrow> arrows() {
    return arrows;
  }

  private int add(
      String path,
      String name,
      String settings,
      Shape shape,
      long parameters,
      boolean plain,
      String group) {
    boxes.add(new Box(path, name, settings, shape, parameters, plain, group));
    return boxes.size() - 1;
  }

  private int box(BuiltLayer layer, String path, List<Integer> from, String group) {
    var settings = layer.spec().describe();
    long parameters = summary.row(path).parameters();
    boolean plain = parameters == 0 && from.size() == 1 && layer.input().equals(layer.output());
    int made = add(path, prefix + layer.name(), settings, layer.output(), parameters, plain, group);
    from.forEach(f -> arrows.add(new Arrow(f, made)));
    return made;
  }

  /// Adds a layer; returns the number of its last box.
  private int layer(BuiltLayer layer, String path, List<Integer> from, String group) {
    var spec = bare(layer.spec());
    var own = group.isEmpty() ? path : group;
    if (open && spec instanceof Residual residual) {
      return residual(layer, residual, path, from, own);
    }
    if (open && spec instanceof Branches branches) {
      return branches(layer, branches, path, from, own);
    }
    if (open && layer.layer() instanceof Chain chain && !chain.children().isEmpty()) {
      return chain(chain.children(), path, from, own);
    }
    return box(layer, path, from, group);
  }

  private static LayerSpec bare(LayerSpec spec) {
    var inner = spec;
    while (inner instanceof Wrapping wrapping) {
      inner = wrapping.spec();
    }
    return inner;
  }

  private int chain(List<BuiltLayer> layers, String path, List<Integer> from, String group) {
    var last = from;
    for (var layer : layers) {
      last = List.of(layer(layer, path + "/" + layer.name(), last, group));
    }
    return last.getFirst();
  }

  private int residual(
      BuiltLayer layer, Residual spec, String path, List<Integer> from, String group) {
    var children = layer.children();
    int extra = (spec.shortcut() == null ? 0 : 1) + (spec.activation() == null ? 0 : 1);
    int body = children.size() - extra;
    int through = body == 0 ? from.getFirst() : chain(children.subList(0, body), path, from, group);
    int around = from.getFirst();
    if (spec.shortcut() != null) {
      var way = children.get(body);
      var before = prefix;
      prefix = way.layer() instanceof Chain ? before + "shortcut/" : before;
      around = layer(way, path + "/" + way.name(), from, group);
      prefix = before;
    }
    var shape = spec.activation() == null ? layer.output() : children.getLast().input();
    var settings = spec.shortcut() == null ? "+ x" : "+ shortcut";
    int sum = add(path, prefix + layer.name(), settings, shape, 0, true, group);
    arrows.add(new Arrow(through, sum));
    arrows.add(new Arrow(around, sum));
    return spec.activation() == null
        ? sum
        : layer(children.getLast(), path + "/activation", List.of(sum), group);
  }

  private int branches(
      BuiltLayer layer, Branches spec, String path, List<Integer> from, String group) {
    var ends = new ArrayList<Integer>();
    for (var branch : layer.children()) {
      var name = path + "/" + branch.name();
      var inside = branch.layer() instanceof Chain chain ? chain.children() : List.<BuiltLayer>of();
      ends.add(
          branch.layer() instanceof Chain
              ? inside.isEmpty() ? from.getFirst() : chain(inside, name, from, group)
              : layer(branch, name, from, group));
    }
    var settings = spec.join().kind() + " of " + ends.size();
    int join = add(path, prefix + layer.name(), settings, layer.output(), 0, false, group);
    ends.forEach(e -> arrows.add(new Arrow(e, join)));
    return join;
  }

  /// Whether opening blocks changes anything.
  static boolean hasBlocks(Model model) {
    return model.layers().stream()
        .anyMatch(l ->
            bare(l.spec()) instanceof Residual
                || bare(l.spec()) instanceof Branches
                || l.layer() instanceof Chain);
  }
}
