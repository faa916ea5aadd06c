package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Given;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in one safetensors file: its layers, name, seed and input shape as JSON in the metadata,
/// its weights and buffers as arrays (`conv2d_1.weight`), and whatever else belongs to it: arrays
/// (the state of an optimizer) and strings (preprocessing, names of classes, settings by
/// [SpecJson]).
///
/// A loaded model predicts bit for bit what the saved one did, on the same kind of device.
///
/// @param model the model
/// @param arrays the further arrays, by name
/// @param metadata the further strings
public record ModelFile(Model model, Map<String, NamedArray> arrays, Map<String, String> metadata) {
  private static final String MODEL = "gradus.model";
  private static final String RESERVED = "gradus.";
  private static final String EXTRA = "extra/";

  /// Keeps copies that do not change.
  public ModelFile {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// Saves a model, all or nothing; see [AtomicFile].
  ///
  /// @throws DataException if a layer holds something that cannot be saved, as a lambda, or the
  ///   file cannot be written
  public static void write(Path path, Model model) {
    Given.one("the path", path);
    Given.one("the model", model);
    write(path, model, Map.of(), Map.of());
  }

  /// Saves a model with further arrays and strings, all or nothing.
  ///
  /// @param extra by any name
  /// @param metadata keys must not start with `gradus.`
  /// @throws DataException as [#write(Path, Model)]
  public static void write(
      Path path, Model model, Map<String, NamedArray> extra, Map<String, String> metadata) {
    Given.one("the path", path);
    Given.one("the model", model);
    Given.one("the further arrays", extra);
    Given.one("the metadata", metadata);
    Map<String, String> strings = new LinkedHashMap<>();
    strings.put(MODEL, Architecture.of(model).toJson());
    for (var e : metadata.entrySet()) {
      if (e.getKey().startsWith(RESERVED)) {
        throw new DataException(
            "the metadata key " + e.getKey() + " is reserved. Take one that starts otherwise.");
      }
      strings.put(e.getKey(), e.getValue());
    }
    var arrays = new ArrayList<NamedArray>();
    NamedWeights.of(model)
        .forEach((name, weight) -> {
          if (name.startsWith(EXTRA)) {
            throw new DataException(
                "a layer's name cannot start with " + EXTRA + ": " + name + ". Rename it.");
          }
          arrays.add(NamedWeights.array(name, weight));
        });
    extra.forEach((name, array) -> arrays.add(array.named(EXTRA + name)));
    Safetensors.write(path, arrays, strings);
  }

  /// Loads a model and all that was saved with it, onto the device of the context.
  ///
  /// @param own classes of your own layers, initializers and so on that the model uses
  /// @throws DataException if the file is missing, damaged or holds no model, or a class of your
  ///   own was not passed
  public static ModelFile read(Path path, Class<?>... own) {
    Given.one("the path", path);
    try (var file = SafetensorsFile.open(path)) {
      var architecture = file.metadata().get(MODEL);
      if (architecture == null) {
        throw new DataException(
            path
                + " holds arrays but no model. Build the model and call model.loadWeights(path), or"
                + " read the arrays with Safetensors.read(path).");
      }
      var model = Architecture.parse(path.toString(), architecture, own).build(path.toString());
      fill(path, NamedWeights.of(model), weightsIn(file), true);
      Map<String, NamedArray> extra = new LinkedHashMap<>();
      for (var e : extras(file).entrySet()) {
        extra.put(e.getKey(), e.getValue().inMemory());
      }
      var metadata = new LinkedHashMap<>(file.metadata());
      metadata.keySet().removeIf(key -> key.startsWith(RESERVED));
      return new ModelFile(model, extra, metadata);
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e + ".", e);
    }
  }

  /// Overwrites the weights of a model with those of the same names in a file: of all its layers,
  /// or of the layers named, as for a network that shares only its first layers with the saved one.
  /// Nothing is changed unless everything fits.
  ///
  /// @throws DataException if the file is missing or damaged, or misses a weight, or has one of
  ///   another shape, or, if no layers are named, has one more
  public static void loadWeights(Model model, Path path, String... layers) {
    Given.one("the model", model);
    Map<String, Weight> wanted = new LinkedHashMap<>(NamedWeights.of(model));
    Given.one("the path", path);
    for (var layer : Given.all("layer name", layers)) {
      model.layer(layer);
    }
    if (layers.length > 0) {
      wanted
          .keySet()
          .removeIf(name ->
              Arrays.stream(layers)
                  .noneMatch(l -> name.startsWith(l + ".") || name.startsWith(l + "/")));
    }
    try (var file = SafetensorsFile.open(path)) {
      fill(path, wanted, weightsIn(file), layers.length == 0);
    }
  }

  /// The further arrays of a file by their own names, not yet read.
  static Map<String, NamedArray> extras(SafetensorsFile file) {
    Map<String, NamedArray> extra = new LinkedHashMap<>();
    file.arrays()
        .forEach((name, array) -> {
          if (name.startsWith(EXTRA)) {
            var own = name.substring(EXTRA.length());
            extra.put(own, array.named(own));
          }
        });
    return extra;
  }

  /// The weights in a file, one after the other as the model has them; the model is not changed.
  ///
  /// @throws DataException if names or shapes are others than the model's
  static float[] weights(SafetensorsFile file, Model model) {
    var arrays = weightsIn(file);
    var wanted = NamedWeights.of(model);
    fits(file.path(), wanted, arrays, true);
    var all = new float[model.parameters().size()];
    int at = 0;
    for (var name : wanted.keySet()) {
      var values = file.array(name).toFloats();
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }

  private static Map<String, NamedArray> weightsIn(SafetensorsFile file) {
    Map<String, NamedArray> weights = new LinkedHashMap<>(file.arrays());
    weights.keySet().removeIf(name -> name.startsWith(EXTRA));
    return weights;
  }

  /// Checks everything, then sets everything.
  static void fill(
      Path path, Map<String, Weight> weights, Map<String, NamedArray> arrays, boolean all) {
    fits(path, weights, arrays, all);
    weights.forEach((name, weight) -> {
      var array = arrays.get(name);
      if (array != null) {
        NamedWeights.set(weight, array);
      }
    });
  }

  private static void fits(
      Path path, Map<String, Weight> weights, Map<String, NamedArray> arrays, boolean all) {
    var left = new HashMap<>(arrays);
    weights.forEach((name, weight) -> {
      var array = left.remove(name);
      if (array == null) {
        throw new DataException(
            path
                + " has no weights "
                + name
                + " "
                + weight.shape()
                + "; it has "
                + some(List.copyOf(arrays.keySet()))
                + ". If only some layers are alike, load these:"
                + " model.loadWeights(path, \"conv2d_1\", ...).");
      }
      check(path, name, weight, array);
    });
    if (all && !left.isEmpty()) {
      throw new DataException(
          path
              + " has weights that the model has not: "
              + some(left.keySet().stream().sorted().toList())
              + ". Build the model as it was saved, or load the layers that are alike:"
              + " model.loadWeights(path, \"conv2d_1\", ...).");
    }
  }

  private static String some(List<String> names) {
    return names.stream().limit(20).map(SafetensorsHeader::abridged).toList()
        + (names.size() > 20 ? " and more" : "");
  }

  private static void check(Path path, String name, Weight weight, NamedArray array) {
    if (!array.shape().equals(weight.shape())) {
      throw new DataException(
          name
              + ": expected the shape "
              + weight.shape()
              + ", "
              + path
              + " has "
              + array.shape()
              + ". Build the layer with the sizes it was saved with, or leave it out:"
              + " model.loadWeights(path, names of the other layers).");
    }
    if (array.dtype().isInteger()) {
      throw new DataException(
          name + ": expected floats, " + path + " has " + array.dtype() + ". Save it as F32.");
    }
  }
}
