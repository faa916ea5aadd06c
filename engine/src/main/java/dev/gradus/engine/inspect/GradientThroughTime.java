package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.RecurrentLayer;
import dev.gradus.engine.op.Recurrence;
import dev.gradus.engine.train.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// How much of the loss's gradient arrives at the states of earlier steps: shows vanishing and
/// exploding gradients. The layer is run step by step, each step an operation of its own, and the
/// gradient of the loss by every state, on all ways, is read.
///
/// Errors: GradusException for a layer that is not recurrent or does not exist.
///
/// Source: Pascanu, Mikolov, Bengio, ICML 2013, section 2.
///
/// @param hidden for every step the norm of the gradient by h of that step, over batch and units
/// @param cell the same by c of an LSTM as the next step receives it (what c does in h of its own
///   step counts there); empty for other layers
public record GradientThroughTime(List<Double> hidden, List<Double> cell) {

  /// Copies.
  public GradientThroughTime {
    hidden = List.copyOf(hidden);
    cell = List.copyOf(cell);
  }

  /// For a model and its loss on a batch. The model's gradients are overwritten.
  ///
  /// @param layerName a recurrent layer, as `lstm_1`
  /// @throws GradusException if the layer is not a simple recurrent network, LSTM or GRU
  public static GradientThroughTime of(
      Model model, String layerName, Tensor batch, Tensor targets, Loss loss) {
    Given.one("the model", model);
    Given.one("the layer name", layerName);
    var entry = model.layer(layerName);
    if (!(entry.layer() instanceof RecurrentLayer layer)) {
      throw new GradusException(
          layerName
              + " is "
              + entry.spec().describe()
              + ": the gradient through time is that of simpleRnn, lstm and gru layers. Name one of these.");
    }
    var entries = model.layers();
    int at = entries.indexOf(entry);
    var context = Context.current().on(model.device()).training(false).recording(null);
    return context.call(() -> {
      model.device().backend().fill(model.parameters().gradients(), 0);
      var x = through(entries.subList(0, at), batch);
      UnaryOperator<Tensor> rest =
          y -> loss.of(through(entries.subList(at + 1, entries.size()), y), targets);
      return of(layer, x, rest);
    });
  }

  private static Tensor through(List<BuiltLayer> layers, Tensor x) {
    var y = x;
    for (var layer : layers) {
      y = layer.run(y, null);
    }
    return y;
  }

  /// For a layer and a function of its result that gives a single number.
  ///
  /// @param x [batch, steps, features]
  public static GradientThroughTime of(RecurrentLayer layer, Tensor x, UnaryOperator<Tensor> loss) {
    int steps = x.shape().dim(1);
    var states = new Tensor[steps][];
    List<Tensor> state = List.of();
    for (int i = 0; i < steps; i++) {
      int t = layer.settings().backwards() ? steps - 1 - i : i;
      var mask = x.mask();
      var step = x.narrow(1, t, t + 1).withMask(mask == null ? null : mask.narrow(1, t, t + 1));
      states[t] = split(layer, layer.statesOf(step, state));
      state = List.of(states[t]);
    }
    loss.apply(result(layer, states, state)).backward();
    return new GradientThroughTime(
        norms(states, 0), layer.states() == 2 ? norms(states, 1) : List.of());
  }

  /// h, and c of an LSTM, each [batch, units].
  private static Tensor[] split(RecurrentLayer layer, Tensor all) {
    int batch = all.shape().dim(0);
    int n = layer.units();
    var parts = new Tensor[layer.states()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = all.narrow(2, i * n, (i + 1) * n).reshape(batch, n);
    }
    return parts;
  }

  private static Tensor result(RecurrentLayer layer, Tensor[][] states, List<Tensor> last) {
    if (layer.settings().yield() == Recurrence.Yield.LAST) {
      return last.getFirst();
    }
    boolean both = layer.settings().yield() == Recurrence.Yield.STATES;
    var rows = new ArrayList<Tensor>();
    for (var step : states) {
      var row = both && step.length == 2 ? Tensor.concat(-1, step) : step[0];
      rows.add(row.reshape(row.shape().dim(0), 1, row.shape().dim(1)));
    }
    return Tensor.concat(1, rows.toArray(Tensor[]::new));
  }

  private static List<Double> norms(Tensor[][] states, int number) {
    var norms = new ArrayList<Double>();
    for (var step : states) {
      var gradient = step[number].gradSlice();
      norms.add(
          gradient == null ? 0 : Math.sqrt(step[number].device().backend().sumOfSquares(gradient)));
    }
    return norms;
  }
}
