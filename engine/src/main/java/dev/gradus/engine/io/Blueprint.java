package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Part;
import dev.gradus.engine.internal.Graph;
import dev.gradus.engine.internal.Names;
import dev.gradus.engine.internal.Sketch;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.LayerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The layers of a model and what each of them reads, by names, as a file keeps them.
///
/// @param inputs in order
/// @param places the layers, each after those it reads
/// @param outputs names of layers or inputs
record Blueprint(List<Part> inputs, List<Place> places, List<String> outputs) {
  /// The name of the only input of a chain.
  private static final String INPUT = "input";

  /// A layer in its place.
  ///
  /// @param from names of the layers or inputs that it reads
  record Place(String name, List<String> from, LayerSpec layer) {}

  /// A chain, whose layers have their usual names.
  static Blueprint chain(Shape input, List<LayerSpec> layers) {
    var places = new ArrayList<Place>();
    var names = new Names();
    var last = INPUT;
    for (var layer : layers) {
      var name = names.next(layer);
      places.add(new Place(name, List.of(last), layer));
      last = name;
    }
    return new Blueprint(List.of(new Part(INPUT, input)), places, List.of(last));
  }

  /// That of a model.
  static Blueprint of(Model model) {
    var places =
        model.layers().stream()
            .map(l -> new Place(l.name(), model.sourcesOf(l.name()), l.spec()))
            .toList();
    return new Blueprint(model.inputs(), places, model.outputs().stream().map(Part::name).toList());
  }

  List<LayerSpec> layers() {
    return places.stream().map(Place::layer).toList();
  }

  /// Whether each layer reads the one before and has its usual name, so that the layers alone say
  /// everything.
  boolean isChain() {
    boolean plain =
        inputs.size() == 1 && inputs.getFirst().name().equals(INPUT) && outputs.size() == 1;
    var last = INPUT;
    for (var place : places) {
      plain &= place.from().equals(List.of(last));
      last = place.name();
    }
    return plain
        && outputs.getFirst().equals(last)
        && Names.usual(layers(), places.stream().map(Place::name).toList());
  }

  /// Builds the layers.
  ///
  /// @throws DataException if a layer reads something that does not come before it, or leads
  ///   nowhere
  Graph build() {
    Map<String, Sketch> known = new LinkedHashMap<>();
    Map<Sketch, String> names = new HashMap<>();
    for (var input : inputs) {
      claim(known, input.name(), Sketch.input(input.name(), input.shape()));
    }
    var starts = List.copyOf(known.values());
    for (var place : places) {
      var made = Sketch.layer(place.layer(), sources(place, known));
      claim(known, place.name(), made);
      names.put(made, place.name());
    }
    var ends = outputs.stream().map(name -> find(known, "an output is", name)).toList();
    checkUse(ends);
    return Graph.build(starts, ends, names);
  }

  private static List<Sketch> sources(Place place, Map<String, Sketch> known) {
    boolean joins = place.layer() instanceof JoinSpec;
    int count = place.from().size();
    if (count == 0 || (count > 1 && !joins)) {
      throw new DataException(
          "the layer "
              + SafetensorsHeader.quoted(place.name())
              + " reads "
              + count
              + " values; "
              + (joins ? "a join reads at least one" : "it should read one")
              + ".");
    }
    var who = "the layer " + SafetensorsHeader.quoted(place.name()) + " reads";
    return place.from().stream().map(name -> find(known, who, name)).toList();
  }

  private static Sketch find(Map<String, Sketch> known, String who, String name) {
    var found = known.get(name);
    if (found == null) {
      throw new DataException(
          who
              + " "
              + SafetensorsHeader.quoted(name)
              + ", but no input and no layer before has this name.");
    }
    return found;
  }

  private static void claim(Map<String, Sketch> known, String name, Sketch place) {
    if (known.putIfAbsent(name, place) != null) {
      throw new DataException(
          "two inputs or layers have the name " + SafetensorsHeader.quoted(name) + ".");
    }
  }

  private void checkUse(List<Sketch> ends) {
    if (ends.isEmpty()) {
      throw new DataException("there is no output.");
    }
    var used = new HashSet<String>(outputs);
    for (var place : places.reversed()) {
      if (!used.contains(place.name())) {
        throw new DataException(
            "the layer " + SafetensorsHeader.quoted(place.name()) + " leads to no output.");
      }
      used.addAll(place.from());
    }
  }

  /// Refuses names that a file could not tell apart.
  ///
  /// @throws DataException if an input and a layer have the same name
  void checkNames() {
    for (var input : inputs) {
      if (places.stream().anyMatch(p -> p.name().equals(input.name()))) {
        throw new DataException(
            "an input and a layer have the same name, "
                + input.name()
                + ", by which a model file tells them apart. Name the layer otherwise with"
                + " named(...).");
      }
    }
  }
}
