package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model and where its training can go on, in one safetensors file: a [ModelFile] with the
/// optimizer's buffers, the history and what callbacks remember. `Model.load` reads it too.
///
/// ```java
/// model.train(data).optimizer(adam()).checkpoint(path, 1).run();      // killed in between
/// var again = Model.load(path);
/// again.train(data).optimizer(adam()).checkpoint(path, 1).resume(path);
/// ```
///
/// @param model the model; [dev.gradus.engine.train.Trainer#resume()] goes on with it
/// @param state its state
public record TrainingFile(Model model, TrainingState state) {
  private static final String KEY = "training";
  private static final String PREFIX = "training/";
  private static final String WEIGHTS = PREFIX + "weights";

  /// Saves model and state, all or nothing; see [AtomicFile].
  ///
  /// @throws DataException if a layer cannot be saved or the file cannot be written
  public static void write(Path path, Model model, TrainingState state) {
    Given.one("the path", path);
    Given.one("the model", model);
    Given.one("the state", state);
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    if (!Arrays.equals(state.weights(), model.parameters().snapshot())) {
      put(arrays, WEIGHTS, state.weights()); // as after early stopping
    }
    for (int i = 0; i < state.optimizerBuffers().size(); i++) {
      put(arrays, PREFIX + "optimizer/" + i, state.optimizerBuffers().get(i));
    }
    for (int i = 0; i < state.callbacks().size(); i++) {
      var weights = state.callbacks().get(i).weights();
      if (weights != null) {
        put(arrays, PREFIX + "callback/" + i, weights);
      }
    }
    var history = state.history();
    put(arrays, PREFIX + "losses", history.losses());
    put(arrays, PREFIX + "norms", history.norms());
    arrays.put(
        PREFIX + "rates",
        NamedArray.ofDoubles("", Shape.of(history.rates().length), history.rates()));
    var notes = SpecJson.write(TrainingNotes.of(state));
    ModelFile.write(path, model, arrays, Map.of(KEY, notes));
  }

  private static void put(Map<String, NamedArray> arrays, String name, float[] values) {
    arrays.put(name, NamedArray.of("", Shape.of(values.length), values));
  }

  /// Loads what [#write] wrote. The model has its history and its training state.
  ///
  /// @param own classes of your own that the model uses
  /// @throws DataException if the file is missing, damaged or holds no training state
  public static TrainingFile read(Path path, Class<?>... own) {
    Given.one("the path", path);
    var file = ModelFile.read(path, own);
    var model = file.model();
    var state = new Reader(path, file.arrays()).state(file.metadata().get(KEY), model);
    model.history(History.of(state.history()));
    model.trainingState(state);
    return new TrainingFile(model, state);
  }

  /// Only the state, for a model with the same weights by names and shapes, which is not changed.
  ///
  /// @throws DataException as [#read], or if the weights do not fit
  public static TrainingState state(Path path, Model model) {
    Given.one("the path", path);
    try (var file = SafetensorsFile.open(path)) {
      return new Reader(path, ModelFile.extras(file)).state(file, model);
    }
  }

  /// Only the history.
  ///
  /// @throws DataException if the file is missing, damaged or holds no training state
  public static History history(Path path) {
    Given.one("the path", path);
    try (var file = SafetensorsFile.open(path)) {
      return History.of(new Reader(path, ModelFile.extras(file)).history(file.metadata().get(KEY)));
    }
  }

  /// Reads a state from the arrays and strings of a file.
  private record Reader(Path path, Map<String, NamedArray> arrays) {

    TrainingState state(SafetensorsFile file, Model model) {
      var notes = notes(file.metadata().get(KEY));
      var kept = arrays.get(WEIGHTS);
      var weights = kept == null ? ModelFile.weights(file, model) : floats(WEIGHTS, kept);
      return state(notes, weights, model);
    }

    TrainingState state(@Nullable String text, Model model) {
      var notes = notes(text);
      var kept = arrays.get(WEIGHTS);
      var weights = kept == null ? model.parameters().snapshot() : floats(WEIGHTS, kept);
      return state(notes, weights, model);
    }

    private TrainingState state(TrainingNotes notes, float[] weights, Model model) {
      int size = model.parameters().size();
      fits("weights", weights, size);
      var buffers = new ArrayList<float[]>();
      for (int i = 0; arrays.containsKey(PREFIX + "optimizer/" + i); i++) {
        buffers.add(floats(PREFIX + "optimizer/" + i));
      }
      var callbacks = new ArrayList<Callback.Memory>();
      for (var numbers : notes.callbacks()) {
        var name = PREFIX + "callback/" + callbacks.size();
        var best = arrays.containsKey(name) ? floats(name) : null;
        if (best != null) {
          fits("weights of a callback", best, size);
        }
        callbacks.add(new Callback.Memory(numbers, best));
      }
      return new TrainingState(
          notes.position(),
          notes.sums(),
          weights,
          notes.optimizer(),
          buffers,
          callbacks,
          history(notes));
    }

    private void fits(String what, float[] values, int size) {
      if (values.length != size) {
        throw new DataException(
            path
                + " has "
                + values.length
                + " "
                + what
                + ", the model has "
                + size
                + ". Load the model from the file: Model.load(path).");
      }
    }

    History.Snapshot history(@Nullable String text) {
      return history(notes(text));
    }

    private History.Snapshot history(TrainingNotes notes) {
      var losses = floats(PREFIX + "losses");
      var norms = floats(PREFIX + "norms");
      var rates = array(PREFIX + "rates").toDoubles();
      if (losses.length != norms.length || losses.length != rates.length) {
        throw damaged("the steps have " + losses.length + " losses and " + rates.length + " rates");
      }
      var flaw = notes.flaw(losses.length);
      if (flaw != null) {
        throw damaged(flaw);
      }
      return notes.history(losses, rates, norms);
    }

    private TrainingNotes notes(@Nullable String text) {
      if (text == null) {
        throw new DataException(
            path
                + " holds no training state, only weights. Train it anew with run(), or resume from"
                + " a file that checkpoint(path, 1) wrote.");
      }
      var where = path + ", training";
      var notes = SpecJson.read(where, StrictJson.parse(where, text), TrainingNotes.class);
      var parts =
          Arrays.asList(
              notes.position(),
              notes.sums(),
              notes.optimizer(),
              notes.callbacks(),
              notes.model(),
              notes.lossName(),
              notes.epochs(),
              notes.growing(),
              notes.reason());
      if (parts.contains(null)
          || absent(notes.callbacks())
          || absent(notes.epochs())
          || absent(notes.growing())
          || absent(notes.sums().metrics())) {
        throw damaged("something of the run is null");
      }
      return notes;
    }

    private static boolean absent(@Nullable List<?> list) {
      return list == null || list.stream().anyMatch(e -> e == null);
    }

    private float[] floats(String name) {
      return floats(name, array(name));
    }

    private float[] floats(String name, NamedArray array) {
      if (array.dtype().isInteger() || array.shape().rank() != 1) {
        throw damaged(name + " is " + array);
      }
      return array.toFloats();
    }

    private NamedArray array(String name) {
      var array = arrays.get(name);
      if (array == null) {
        throw damaged(name + " is missing");
      }
      return array;
    }

    private DataException damaged(String how) {
      return new DataException(
          path + " does not hold a sound training state: " + how + ". Train anew with run().");
    }
  }
}
