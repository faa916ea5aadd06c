package dev.gradus.engine.internal;

import dev.gradus.engine.SymbolicReadException;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.op.Convolution2d;
import dev.gradus.engine.tape.Tape;
import java.util.Map;
import java.util.TreeMap;

/// Which kernels the convolutions of a model get on a backend.
public final class KernelChoices {
  private static final int BATCH = 32;

  private KernelChoices() {}

  /// The kernels in words, by the path of the layer; empty for a model whose layers read values,
  /// which cannot be recorded.
  public static Map<String, String> of(Graph graph, Backend backend) {
    Tape tape;
    try {
      tape = graph.record(BATCH);
    } catch (SymbolicReadException e) {
      return Map.of();
    }
    Map<String, String> kernels = new TreeMap<>();
    for (var step : tape.steps()) {
      if (step.op() instanceof Convolution2d convolution) {
        var x = tape.values().get(step.inputs().get(0)).shape();
        var w = tape.values().get(step.inputs().get(1)).shape();
        var words = backend.kernels(convolution.geometry(x, w));
        if (!words.isEmpty()) {
          kernels.merge(step.scope(), words, (a, b) -> a.equals(b) ? a : a + "; " + b);
        }
      }
    }
    return kernels;
  }
}
