package dev.gradus.engine.internal;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.BuiltLayer;
import java.util.ArrayList;
import java.util.function.BiConsumer;

/// Someone who sees the result of every layer, nested ones too, while a model runs or is recorded.
public final class Watch {
  private static final ScopedValue<BiConsumer<BuiltLayer, Tensor>> WATCH =
      ScopedValue.newInstance();

  private Watch() {}

  /// Runs code and tells of every layer's result.
  public static void watching(BiConsumer<BuiltLayer, Tensor> watcher, Runnable body) {
    ScopedValue.where(WATCH, watcher).run(body);
  }

  /// The result of one layer while code runs.
  @SuppressWarnings("ReferenceEquality") // another layer may be equal
  public static Tensor result(BuiltLayer layer, Runnable body) {
    var found = new ArrayList<Tensor>();
    watching(
        (seen, result) -> {
          if (seen == layer) {
            found.add(result);
          }
        },
        body);
    return found.getLast();
  }

  /// Says what a layer gave; returns it.
  public static Tensor seen(BuiltLayer layer, Tensor result) {
    if (WATCH.isBound()) {
      WATCH.get().accept(layer, result);
    }
    return result;
  }
}
