package dev.gradus.engine.internal;

import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.LayerSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place in a model that is being described: an input, or a layer and the places that it reads.
/// Each object is a place of its own.
public final class Sketch {
  private final String inputName;
  private final @Nullable Shape inputShape;
  private final @Nullable LayerSpec spec;
  private final List<Sketch> sources;

  private Sketch(
      String inputName, @Nullable Shape shape, @Nullable LayerSpec spec, List<Sketch> sources) {
    this.inputName = inputName;
    this.inputShape = shape;
    this.spec = spec;
    this.sources = List.copyOf(sources);
  }

  /// An input.
  public static Sketch input(String name, Shape shape) {
    return new Sketch(name, shape, null, List.of());
  }

  /// A layer.
  public static Sketch layer(LayerSpec spec, List<Sketch> sources) {
    return new Sketch("", null, spec, sources);
  }

  /// Layers one after the other; returns the last place.
  public Sketch then(List<LayerSpec> specs) {
    var last = this;
    for (var next : specs) {
      last = layer(next, List.of(last));
    }
    return last;
  }

  /// Whether it is an input.
  public boolean isInput() {
    return spec == null;
  }

  /// The input's name.
  public String inputName() {
    return inputName;
  }

  /// The input's shape.
  public Shape inputShape() {
    if (inputShape == null) {
      throw new IllegalStateException("a layer is not an input");
    }
    return inputShape;
  }

  /// The layer.
  public LayerSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("an input is not a layer");
    }
    return spec;
  }

  /// The places it reads.
  public List<Sketch> sources() {
    return sources;
  }

  /// The inputs that lead to some places, from left to right.
  public static List<Sketch> inputs(List<Sketch> ends) {
    return order(ends).stream().filter(Sketch::isInput).toList();
  }

  /// Everything that leads to some places, each after its sources.
  static List<Sketch> order(List<Sketch> ends) {
    var order = new ArrayList<Sketch>();
    Set<Sketch> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Sketch> done = Collections.newSetFromMap(new IdentityHashMap<>());
    var stack = new java.util.ArrayDeque<>(ends);
    while (!stack.isEmpty()) {
      var top = stack.peek();
      if (entered.add(top)) {
        top.sources.reversed().stream().filter(s -> !entered.contains(s)).forEach(stack::push);
      } else {
        stack.pop();
        if (done.add(top)) {
          order.add(top);
        }
      }
    }
    return order;
  }
}
