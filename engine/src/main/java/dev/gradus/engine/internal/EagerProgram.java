package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Loss;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A step that runs operation by operation: for models whose own layers read values on the way.
final class EagerProgram implements Program {
  private final Model model;
  private final boolean training;
  private final @Nullable Loss lossFunction;
  private final Tensor x;
  private final Tensor targets;
  private @Nullable Tensor output;
  private @Nullable Tensor loss;
  private final LongSupplier step;

  /// @param step says which step runs: part of the key of random numbers
  EagerProgram(
      Model model,
      Shape input,
      Shape target,
      @Nullable Loss loss,
      boolean training,
      LongSupplier step) {
    this.step = step;
    this.model = model;
    this.training = training;
    this.lossFunction = loss;
    var device = model.device();
    this.x = Tensor.on(device, input, Slice.of(device.backend().allocate(input.size())));
    this.targets = Tensor.on(device, target, Slice.of(device.backend().allocate(target.size())));
  }

  @Override
  public Slice input() {
    return x.slice();
  }

  @Override
  public Slice target() {
    return targets.slice();
  }

  @Override
  public void forward() {
    context()
        .run(() -> {
          var result = model.forward(x);
          output = result;
          loss = lossFunction == null ? null : lossFunction.of(result, targets);
        });
  }

  /// The same for every run of a step, so that a resumed run draws the same masks.
  private Context context() {
    return Context.seeded(Philox.key(model.seed(), step.getAsLong()))
        .on(model.device())
        .training(training);
  }

  @Override
  public void backward() {
    model.device().backend().fill(model.parameters().gradients(), 0);
    present(loss).backward();
  }

  @Override
  public Slice output() {
    return present(output).slice();
  }

  @Override
  public double loss() {
    return present(loss).item();
  }

  @Override
  public @Nullable String firstNonFinite() {
    for (var layer : model.layers()) {
      var result = context().call(() -> model.forward(x, layer.name()));
      if (!model.device().backend().allFinite(result.slice())) {
        return layer.name();
      }
    }
    return lossFunction == null ? null : lossFunction.name();
  }

  private static Tensor present(@Nullable Tensor tensor) {
    if (tensor == null) {
      throw new IllegalStateException("the program has not run forward");
    }
    return tensor;
  }
}
