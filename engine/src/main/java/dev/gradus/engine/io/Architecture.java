package dev.gradus.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.engine.DataException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.LayerSpec;
import java.util.List;
import java.util.Set;

/// What a model is apart from its numbers, as a file keeps it.
///
/// @param name the model's name
/// @param seed the model's seed
/// @param steps how many steps it was trained
/// @param input shape of one sample
/// @param layers the layers in order
/// @param frozen names of the weights that training leaves alone
record Architecture(
    String name, long seed, long steps, Shape input, List<LayerSpec> layers, List<String> frozen) {
  private static final Set<String> KEYS =
      Set.of("version", "name", "seed", "steps", "input", "layers", "frozen");
  private static final int VERSION = 1;

  static Architecture of(Model model) {
    return new Architecture(
        model.name(),
        model.seed(),
        model.stepsTrained(),
        model.inputShape(),
        model.layers().stream().map(l -> l.spec()).toList(),
        NamedWeights.of(model).entrySet().stream()
            .filter(e -> !e.getValue().isBuffer() && !e.getValue().trainable())
            .map(e -> e.getKey())
            .toList());
  }

  /// As JSON.
  ///
  /// @throws DataException naming the layer that cannot be saved
  String toJson() {
    var json = new JsonObject();
    json.addProperty("version", VERSION);
    json.addProperty("name", name);
    json.addProperty("seed", seed);
    json.addProperty("steps", steps);
    var dims = new JsonArray();
    for (int size : input.dims()) {
      dims.add(size);
    }
    json.add("input", dims);
    var specs = new JsonArray();
    for (int i = 0; i < layers.size(); i++) {
      var layer = layers.get(i);
      specs.add(SpecJson.tree("layer " + (i + 1) + ", " + layer.describe(), layer));
    }
    json.add("layers", specs);
    var names = new JsonArray();
    frozen.forEach(names::add);
    json.add("frozen", names);
    return SpecJson.text(json);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @param where the file, for errors
  static Architecture parse(String where, String text, Class<?>... own) {
    var place = where + ", model";
    if (!(StrictJson.parse(place, text) instanceof JsonObject json)
        || !json.keySet().equals(KEYS)) {
      throw new DataException(
          place + " should have the entries " + KEYS + " and no others. Save the model again.");
    }
    int version = SpecJson.read(place + ", version", json.get("version"), Integer.class);
    if (version != VERSION) {
      throw new DataException(
          place
              + " is of version "
              + version
              + ", this Gradus knows version "
              + VERSION
              + ". Update Gradus, or save the model with this one.");
    }
    return new Architecture(
        SpecJson.read(place + ", name", json.get("name"), String.class),
        SpecJson.read(place + ", seed", json.get("seed"), Long.class),
        SpecJson.read(place + ", steps", json.get("steps"), Long.class),
        SpecJson.read(place + ", input", json.get("input"), Shape.class),
        list(where + ", layer", json.get("layers"), LayerSpec.class, own),
        list(where + ", frozen", json.get("frozen"), String.class));
  }

  private static <T> List<T> list(String where, JsonElement json, Class<T> type, Class<?>... own) {
    if (!(json instanceof JsonArray array)) {
      throw new DataException(where + "s should be a list. Save the model again.");
    }
    var list = new java.util.ArrayList<T>();
    for (var element : array) {
      list.add(SpecJson.read(where + " " + (list.size() + 1), element, type, own));
    }
    return List.copyOf(list);
  }

  /// The model, its weights not yet drawn.
  ///
  /// @throws DataException if the layers do not fit together
  Model build(String where) {
    try {
      var model = Model.sequential(input, layers.toArray(LayerSpec[]::new)).named(name).seed(seed);
      model.stepsTrained(steps);
      var weights = NamedWeights.of(model);
      for (var weightName : frozen) {
        var weight = weights.get(weightName);
        if (weight == null) {
          throw new DataException(
              "it says that the weight "
                  + SafetensorsHeader.quoted(weightName)
                  + " is frozen, but there is none");
        }
        weight.trainable(false);
      }
      return model;
    } catch (InterruptedRunException e) {
      throw e;
    } catch (RuntimeException e) { // layers given anything by a file may fail in any way
      throw new DataException(
          where + " holds a model that cannot be built: " + e.getMessage() + " Save it again.", e);
    }
  }
}
