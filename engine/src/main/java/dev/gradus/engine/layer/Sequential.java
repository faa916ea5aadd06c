package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Names;
import java.util.List;
import java.util.stream.Collectors;

/// Layers one after the other as one layer: a block. Without layers it gives its input back.
///
/// The layers inside are named within the block, as `sequential_1/conv2d_1`.
///
/// Takes what its first layer takes, gives what its last one gives.
///
/// Errors: ShapeException with the name of the layer that does not fit.
///
/// Source: Keras' `Sequential`, `torch.nn.Sequential`.
///
/// @param layers in order
public record Sequential(List<LayerSpec> layers) implements LayerSpec {
  /// Copies the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// In the order given.
  public static Sequential of(LayerSpec... layers) {
    return new Sequential(Given.all("layer", layers));
  }

  /// The layers of a spec: those of a block, or itself.
  static List<LayerSpec> layers(LayerSpec spec) {
    return spec instanceof Sequential(List<LayerSpec> inside) ? inside : List.of(spec);
  }

  @Override
  public Chain build(Shape input, Initializers init) {
    return Chain.build(layers, input, new Names(), init, init.reluFollows(), "block");
  }

  @Override
  public boolean rectifies() {
    return Chain.reluFollows(layers, false);
  }

  @Override
  public boolean transparent() {
    return layers.stream().allMatch(LayerSpec::transparent);
  }

  @Override
  public String pattern() {
    return pattern(layers);
  }

  static String pattern(List<LayerSpec> layers) {
    return layers.stream()
        .map(LayerSpec::pattern)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" -> "));
  }

  @Override
  public String describe() {
    return "sequential(" + describe(layers) + ")";
  }

  /// The layers in a few words: all of them, or how many there are.
  static String describe(List<LayerSpec> layers) {
    return layers.size() > 3
        ? layers.size() + " layers"
        : layers.stream().map(LayerSpec::describe).collect(Collectors.joining(", "));
  }
}
