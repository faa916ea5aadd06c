package dev.gradus.engine.internal;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.tape.Plan;
import org.jspecify.annotations.Nullable;

/// A step that replays a plan; without a loss it has no targets.
record PlannedProgram(
    Plan plan, Slice input, @Nullable Slice targets, Slice output, @Nullable Slice lossPlace)
    implements Program {

  @Override
  public Slice target() {
    return present(targets);
  }

  @Override
  public void forward() {
    plan.forward();
  }

  @Override
  public void backward() {
    plan.backward();
  }

  @Override
  public double loss() {
    return present(lossPlace).get(0);
  }

  @Override
  public @Nullable String firstNonFinite() {
    return plan.firstNonFinite();
  }

  private static Slice present(@Nullable Slice slice) {
    if (slice == null) {
      throw new IllegalStateException("this program was made without a loss");
    }
    return slice;
  }
}
