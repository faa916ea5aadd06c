package dev.gradus.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.engine.DataException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Part;
import dev.gradus.engine.layer.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a model is apart from its numbers, as a file keeps it.
///
/// A chain of layers is `{"version":1,...,"input":[4],"layers":[{"@type":"Dense",...},...]}`.
/// Everything else says what each layer reads:
///
/// ```json
/// {"version":2,...,"inputs":[{"name":"left","shape":[4]},...],
///  "layers":[{"name":"dense_1","from":["left"],"layer":{"@type":"Dense",...}},...],
///  "outputs":["dot_1"]}
/// ```
///
/// @param name the model's name
/// @param seed the model's seed
/// @param steps how many steps it was trained
/// @param blueprint its layers
/// @param frozen names of the weights and buffers that training leaves alone
record Architecture(String name, long seed, long steps, Blueprint blueprint, List<String> frozen) {
  private static final Set<String> CHAIN =
      Set.of("version", "name", "seed", "steps", "input", "layers", "frozen");
  private static final Set<String> GRAPH =
      Set.of("version", "name", "seed", "steps", "inputs", "layers", "outputs", "frozen");
  private static final Set<String> INPUT = Set.of("name", "shape");
  private static final Set<String> PLACE = Set.of("name", "from", "layer");
  private static final int OF_CHAINS = 1;
  private static final int VERSION = 2;

  static Architecture of(Model model) {
    return new Architecture(
        model.name(),
        model.seed(),
        model.stepsTrained(),
        Blueprint.of(model),
        NamedWeights.of(model).entrySet().stream()
            .filter(e -> e.getValue().frozen())
            .map(e -> e.getKey())
            .toList());
  }

  // ---- writing

  /// As JSON.
  ///
  /// @throws DataException naming the layer that cannot be saved
  String toJson() {
    boolean chain = blueprint.isChain();
    var writer = new SpecWriter();
    var specs = specs(writer);
    var json = new JsonObject();
    json.addProperty("version", chain && !writer.metShared() ? OF_CHAINS : VERSION);
    json.addProperty("name", name);
    json.addProperty("seed", seed);
    json.addProperty("steps", steps);
    if (chain) {
      json.add("input", dims(blueprint.inputs().getFirst().shape()));
      var layers = new JsonArray();
      specs.forEach(layers::add);
      json.add("layers", layers);
    } else {
      blueprint.checkNames();
      addGraph(json, specs);
    }
    json.add("frozen", names(frozen));
    return SpecJson.text(json);
  }

  private List<JsonElement> specs(SpecWriter writer) {
    var layers = blueprint.layers();
    var where = new ArrayList<String>();
    for (var layer : layers) {
      where.add("layer " + (where.size() + 1) + ", " + layer.describe());
    }
    return SpecJson.trees(writer, where, layers);
  }

  private void addGraph(JsonObject json, List<JsonElement> specs) {
    var inputs = new JsonArray();
    for (var part : blueprint.inputs()) {
      var input = new JsonObject();
      input.addProperty("name", part.name());
      input.add("shape", dims(part.shape()));
      inputs.add(input);
    }
    json.add("inputs", inputs);
    var layers = new JsonArray();
    for (int i = 0; i < specs.size(); i++) {
      var place = new JsonObject();
      place.addProperty("name", blueprint.places().get(i).name());
      place.add("from", names(blueprint.places().get(i).from()));
      place.add("layer", specs.get(i));
      layers.add(place);
    }
    json.add("layers", layers);
    json.add("outputs", names(blueprint.outputs()));
  }

  private static JsonArray dims(Shape shape) {
    var dims = new JsonArray();
    for (int size : shape.dims()) {
      dims.add(size);
    }
    return dims;
  }

  private static JsonArray names(List<String> all) {
    var names = new JsonArray();
    all.forEach(names::add);
    return names;
  }

  // ---- reading

  /// Reads what [#toJson] wrote.
  ///
  /// @param where the file, for errors
  static Architecture parse(String where, String text, Class<?>... own) {
    var place = where + ", model";
    var parsed = StrictJson.parse(place, text);
    boolean chain = !(parsed instanceof JsonObject o && o.has("inputs"));
    var json = object(place, parsed, chain ? CHAIN : GRAPH);
    int version = SpecJson.read(place + ", version", json.get("version"), Integer.class);
    if (version < (chain ? OF_CHAINS : VERSION) || version > VERSION) {
      throw new DataException(
          place
              + " is of version "
              + version
              + ", this Gradus knows version "
              + OF_CHAINS
              + " (chains) and "
              + VERSION
              + ". Update Gradus, or save the model with this one.");
    }
    var reader = new SpecReader(SpecTypes.with(own));
    return new Architecture(
        SpecJson.read(place + ", name", json.get("name"), String.class),
        SpecJson.read(place + ", seed", json.get("seed"), Long.class),
        SpecJson.read(place + ", steps", json.get("steps"), Long.class),
        chain ? chain(where, json, reader) : graph(where, json, reader),
        list(where + ", frozen", json.get("frozen"), String.class, reader));
  }

  private static JsonObject object(String where, JsonElement json, Set<String> keys) {
    if (json instanceof JsonObject object && object.keySet().equals(keys)) {
      return object;
    }
    throw new DataException(
        where + " should have the entries " + keys + " and no others. Save the model again.");
  }

  private static Blueprint chain(String where, JsonObject json, SpecReader reader) {
    var input = SpecJson.read(where + ", input", json.get("input"), Shape.class, reader);
    var layers = list(where + ", layer", json.get("layers"), LayerSpec.class, reader);
    try {
      return Blueprint.chain(input, layers);
    } catch (InterruptedRunException e) {
      throw e;
    } catch (RuntimeException e) { // layers given anything by a file may fail in any way
      throw unbuildable(where, e);
    }
  }

  private static Blueprint graph(String where, JsonObject json, SpecReader reader) {
    var inputs = new ArrayList<Part>();
    for (var element : elements(where + ", input", json.get("inputs"))) {
      var at = where + ", input " + (inputs.size() + 1);
      var input = object(at, element, INPUT);
      inputs.add(
          new Part(
              SpecJson.read(at + ".name", input.get("name"), String.class, reader),
              SpecJson.read(at + ".shape", input.get("shape"), Shape.class, reader)));
    }
    var places = new ArrayList<Blueprint.Place>();
    for (var element : elements(where + ", layer", json.get("layers"))) {
      var at = where + ", layer " + (places.size() + 1);
      var place = object(at, element, PLACE);
      places.add(
          new Blueprint.Place(
              SpecJson.read(at + ".name", place.get("name"), String.class, reader),
              list(at + ".from", place.get("from"), String.class, reader),
              SpecJson.read(at, place.get("layer"), LayerSpec.class, reader)));
    }
    return new Blueprint(
        inputs, places, list(where + ", output", json.get("outputs"), String.class, reader));
  }

  private static JsonArray elements(String where, JsonElement json) {
    if (json instanceof JsonArray array) {
      return array;
    }
    throw new DataException(where + "s should be a list. Save the model again.");
  }

  private static <T> List<T> list(
      String where, JsonElement json, Class<T> type, SpecReader reader) {
    var list = new ArrayList<T>();
    for (var element : elements(where, json)) {
      list.add(SpecJson.read(where + " " + (list.size() + 1), element, type, reader));
    }
    return List.copyOf(list);
  }

  /// The model, its weights not yet drawn.
  ///
  /// @throws DataException if the layers do not fit together
  Model build(String where) {
    try {
      var model = Model.of(blueprint.build()).named(name).seed(seed);
      model.stepsTrained(steps);
      var weights = NamedWeights.of(model);
      for (var weightName : frozen) {
        var weight = weights.get(weightName);
        if (weight == null) {
          throw new DataException(
              "it says that the weight "
                  + SafetensorsHeader.quoted(weightName)
                  + " is frozen, but there is none.");
        }
        weight.trainable(false);
      }
      return model;
    } catch (InterruptedRunException e) {
      throw e;
    } catch (RuntimeException e) { // layers given anything by a file may fail in any way
      throw unbuildable(where, e);
    }
  }

  private static DataException unbuildable(String where, RuntimeException e) {
    return new DataException(
        where + " holds a model that cannot be built: " + e.getMessage() + " Save it again.", e);
  }
}
