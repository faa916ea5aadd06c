package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Names;
import java.util.Collections;
import java.util.List;

/// A block several times in a row, every time with weights of its own: `[CONV -> RELU -> CONV ->
/// RELU -> POOL]*3`.
///
/// The layers of all copies are named together, as `repeat_1/conv2d_3`.
///
/// Takes what the block takes; what it gives must be what it takes, or what the next copy can take.
///
/// Errors: GradusException for another number of times, or no layer; ShapeException where a copy
/// cannot take what the one before gives.
///
/// Source: the pattern of the notes to Stanford's CS231n, "Layer Patterns".
///
/// @param times how often, 1 to 1,000
/// @param block the layers of one copy
public record Repeat(int times, List<LayerSpec> block) implements LayerSpec {
  /// More copies than any network has: the bound keeps a spoilt file from filling the memory.
  private static final int MOST = 1000;

  /// Checks the number.
  public Repeat {
    block = List.copyOf(block);
    if (times < 1 || times > MOST || block.isEmpty()) {
      throw new GradusException(
          "repeat needs 1 to "
              + MOST
              + " times and at least 1 layer, got "
              + times
              + " times "
              + block.size()
              + " layers.");
    }
  }

  private List<LayerSpec> all() {
    return Collections.nCopies(times, block).stream().flatMap(List::stream).toList();
  }

  @Override
  public Chain build(Shape input, Initializers init) {
    return Chain.build(all(), input, new Names(), init, init.reluFollows(), "copies");
  }

  @Override
  public boolean rectifies() {
    return Chain.reluFollows(block, false);
  }

  @Override
  public boolean transparent() {
    return block.stream().allMatch(LayerSpec::transparent);
  }

  @Override
  public String pattern() {
    return "[" + Sequential.pattern(block) + "]*" + times;
  }

  @Override
  public String describe() {
    return "repeat(" + times + ", " + Sequential.describe(block) + ")";
  }
}
