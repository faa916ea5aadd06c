package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.Bidirectional;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.RecurrentLayer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What happens inside a recurrent layer, step by step, from a state of zero. By name, each [batch,
/// steps, units]:
///
/// - LSTM: the gates `input`, `forget`, `output` (0 to 1), the `candidate` (-1 to 1), the states
///   `cell` (c) and `hidden` (h);
/// - GRU: the gates `reset`, `update` (1 keeps the state), the `candidate` and the state `hidden`;
/// - simple network: the state `hidden`.
///
/// In a bidirectional layer the names start with `forward.` and `backward.`. Gates of masked steps
/// mean nothing.
///
/// @param layer name of the layer
/// @param values by name, in the order above
public record RecurrentTrace(String layer, Map<String, Tensor> values) {

  /// Keeps the order of the values.
  public RecurrentTrace {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Runs a model on a sample up to a recurrent layer and looks into it.
  ///
  /// @param layerName as `lstm_1`
  /// @param input a sample, or a batch [batch, ...]
  /// @throws GradusException if the layer is not recurrent
  public static RecurrentTrace of(Model model, String layerName, Tensor input) {
    Given.one("the model", model);
    Given.one("the input", input);
    boolean single = input.shape().equals(model.inputShape());
    var batch = single ? input.reshape(input.shape().prepend(1).dims()) : input;
    var context = Context.current().on(model.device()).training(false).recording(null);
    return context.call(() -> {
      var x = batch;
      for (var entry : model.layers()) {
        if (entry.name().equals(layerName)) {
          return new RecurrentTrace(layerName, inside(entry, x));
        }
        x = entry.run(x, null);
      }
      model.layer(layerName);
      throw new IllegalStateException(layerName);
    });
  }

  private static Map<String, Tensor> inside(BuiltLayer entry, Tensor x) {
    return switch (entry.layer()) {
      case RecurrentLayer layer -> layer.trace(x);
      case Bidirectional.Built both -> {
        var values = new LinkedHashMap<String, Tensor>();
        both.forward().trace(x).forEach((name, v) -> values.put("forward." + name, v));
        both.backward().trace(x).forEach((name, v) -> values.put("backward." + name, v));
        yield values;
      }
      default ->
          throw new GradusException(
              entry.name()
                  + " is "
                  + entry.spec().describe()
                  + ", not a recurrent layer: only simpleRnn, lstm, gru and bidirectional have gates and states to look at.");
    };
  }

  /// The names.
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /// The values with a name, [batch, steps, units].
  ///
  /// @throws GradusException if there is no such name
  public Tensor get(String name) {
    var found = values.get(name);
    if (found == null) {
      throw new GradusException(
          layer + " has no " + name + "; it has " + String.join(", ", names()) + ".");
    }
    return found;
  }
}
