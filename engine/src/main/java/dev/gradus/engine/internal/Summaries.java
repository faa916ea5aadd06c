package dev.gradus.engine.internal;

import dev.gradus.engine.ReceptiveField;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Summary;
import dev.gradus.engine.SymbolicReadException;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.op.Windowed;
import dev.gradus.engine.tape.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a model's summary, from its recorded operations.
public final class Summaries {
  private final Graph graph;
  private final Map<String, Long> macs = new HashMap<>();
  private final Map<String, ReceptiveField> fields = new HashMap<>();
  private final Set<Weight> counted = new HashSet<>();

  private Summaries(Graph graph) {
    this.graph = graph;
  }

  /// A row for each layer.
  public static List<Summary.Row> rows(Graph graph) {
    return new Summaries(graph).rows();
  }

  private List<Summary.Row> rows() {
    try {
      measure();
    } catch (SymbolicReadException e) {
      macs.clear(); // a layer of the user's own reads values: its work is not known
    }
    var rows = new ArrayList<Summary.Row>();
    for (var node : graph.nodes()) {
      rows.add(row("", node.built(), graph.sources(node)));
    }
    return rows;
  }

  /// The work of a layer is also that of all the layers around it.
  private void addUpwards(String path, long work) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      macs.merge(path.substring(0, end), work, Long::sum);
    }
  }

  private void measure() {
    Map<String, Long> recorded = new HashMap<>();
    Map<String, Integer> results = new HashMap<>();
    var made = new ArrayList<Tape>();
    Watch.watching(
        (layer, result) -> {
          var tape = dev.gradus.engine.Context.current().tape();
          if (tape != null) {
            results.put(tape.scope(), tape.idOf(result));
          }
        },
        () -> made.add(graph.record()));
    var tape = made.getFirst();
    for (var step : tape.steps()) {
      recorded.merge(step.scope(), step.op().macs(shapes(tape, step)), Long::sum);
    }
    recorded.forEach(this::addUpwards);
    var seen = fields(tape);
    results.forEach((path, id) -> {
      var field = seen.get(id);
      if (field != null) {
        fields.put(path, field);
      }
    });
  }

  private static List<Shape> shapes(Tape tape, Tape.Step step) {
    return step.inputs().stream().map(id -> tape.values().get(id).shape()).toList();
  }

  /// What each value sees of the input images.
  private static Map<Integer, ReceptiveField> fields(Tape tape) {
    Map<Integer, ReceptiveField> fields = new HashMap<>();
    for (var value : tape.values()) {
      if (value.role() == Tape.Role.INPUT && value.shape().rank() == 4) {
        fields.put(value.id(), ReceptiveField.pixel());
      }
    }
    for (var step : tape.steps()) {
      var field = field(tape, step, fields);
      if (field != null) {
        fields.put(step.output(), field);
      }
    }
    return fields;
  }

  /// An operation that is no window and keeps rows and columns is one for each pixel; behind any
  /// other there is no region.
  private static @Nullable ReceptiveField field(
      Tape tape, Tape.Step step, Map<Integer, ReceptiveField> fields) {
    var shapes = shapes(tape, step);
    var first = step.inputs().isEmpty() ? null : fields.get(step.inputs().getFirst());
    if (first != null && step.op() instanceof Windowed windowed) {
      var w = windowed.window(shapes);
      return first.through(w);
    }
    var out = tape.values().get(step.output()).shape();
    ReceptiveField all = null;
    for (int i = 0; i < shapes.size(); i++) {
      var field = fields.get(step.inputs().get(i));
      if (field != null) {
        var in = shapes.get(i);
        if (out.rank() != 4 || in.dim(2) != out.dim(2) || in.dim(3) != out.dim(3)) {
          return null;
        }
        all = all == null ? field : all.with(field);
      }
    }
    return all;
  }

  private Summary.Row row(String prefix, BuiltLayer layer, List<String> sources) {
    var path = prefix + layer.name();
    var inside = new ArrayList<Summary.Row>();
    long parameters = 0;
    long trainable = 0;
    for (var child : layer.children()) {
      var row = row(path + "/", child, List.of());
      inside.add(row);
      parameters += row.parameters();
      trainable += row.trainable();
    }
    for (var weight : layer.layer().parameters()) {
      if (!weight.isBuffer() && counted.add(weight)) {
        parameters += weight.size();
        trainable += weight.trainable() ? weight.size() : 0;
      }
    }
    return new Summary.Row(
        layer.name(),
        layer.spec().describe(),
        layer.output(),
        parameters,
        macs.getOrDefault(path, 0L),
        trainable,
        fields.get(path),
        sources,
        inside);
  }
}
