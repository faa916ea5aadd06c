package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.Shape;
import dev.gradus.engine.SymbolicReadException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Join;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.tape.Tape;
import java.util.List;

/// What a layer that is being built does to shapes, and how its mistakes are told.
public final class Trace {
  private Trace() {}

  /// The shape of a layer's result for one sample.
  public static Shape output(Layer layer, List<Shape> inputs) {
    if (layer instanceof Sized sized) {
      return sized.output(inputs.getFirst());
    }
    var tape = new Tape();
    var context = Context.current().training(false);
    try {
      return context
          .recording(tape)
          .call(() -> run(layer, inputs.stream().map(s -> tape.input(s.prepend(1))).toList()));
    } catch (SymbolicReadException e) {
      return context
          .recording(null)
          .call(() -> run(layer, inputs.stream().map(s -> Tensor.zeros(s.prepend(1))).toList()));
    }
  }

  private static Shape run(Layer layer, List<Tensor> inputs) {
    var y = layer instanceof Join join ? join.forward(inputs) : layer.forward(inputs.getFirst());
    return y.shape().rest();
  }

  /// A message with the place of the layer that it is about; what a layer says about a layer inside
  /// it starts with that one's place.
  public static String at(String where, LayerSpec spec, String message) {
    boolean inside = message.startsWith("layer ") || message.startsWith("its ");
    return where + ", " + spec.describe() + (inside ? ", " : ": ") + message;
  }
}
