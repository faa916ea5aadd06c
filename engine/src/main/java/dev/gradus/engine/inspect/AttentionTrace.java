package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Parts;
import dev.gradus.engine.layer.Attention;
import java.util.ArrayList;
import java.util.List;

/// Where an attention layer looks: how much each of its queries takes from each step of the keys.
///
/// @param layer name of the layer
/// @param weights [batch, steps, steps2], one row for every query; rows sum to 1, padding has 0
public record AttentionTrace(String layer, Tensor weights) {

  /// Runs a model up to an attention layer and looks into it.
  ///
  /// @param layerName as `attention_1`, not within another layer
  /// @param batches a batch of each of the model's inputs, [batch, ...]
  /// @throws GradusException if the layer is no attention
  public static AttentionTrace of(Model model, String layerName, Tensor... batches) {
    Given.one("the model", model);
    Given.one("the layer name", layerName);
    var entry = model.layer(layerName);
    if (!(entry.layer() instanceof Attention.Built attention)) {
      throw new GradusException(
          layerName
              + " is "
              + entry.spec().describe()
              + ", not attention: only attention layers have weights over steps to look at.");
    }
    var inputs = List.of(batches);
    Parts.check(inputs, model.inputs());
    var context = Context.current().on(model.device()).training(false).recording(null);
    return context.call(() -> {
      var read = new ArrayList<Tensor>();
      for (var source : model.sourcesOf(layerName)) {
        read.add(value(model, inputs, source));
      }
      return new AttentionTrace(layerName, attention.weights(read).detach());
    });
  }

  /// An input or the result of a layer.
  private static Tensor value(Model model, List<Tensor> inputs, String name) {
    var parts = model.inputs();
    boolean several = parts.size() > 1;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).name().equals(name)) {
        return inputs.get(i);
      }
    }
    return model.forward(several ? Parts.join(inputs) : inputs.getFirst(), name);
  }

  /// The weights of one query of one sample, over the steps of the keys.
  public List<Double> row(int sample, int query) {
    var row = new ArrayList<Double>();
    for (int j = 0; j < weights.shape().last(); j++) {
      row.add((double) weights.get(sample, query, j));
    }
    return List.copyOf(row);
  }
}
