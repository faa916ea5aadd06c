package dev.gradus.engine;

import dev.gradus.engine.random.Philox;
import dev.gradus.engine.tape.Tape;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What surrounds a computation: seed, device, training or inference, and the recording it goes to.
/// Bound to a scope with [#call] or [#run]; outside of any scope there is one fixed default: seed
/// 42, the CPU, inference.
public final class Context {
  /// The seed that holds where none was given.
  public static final long DEFAULT_SEED = 42;

  private static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();
  private static final Context DEFAULT = new Context(DEFAULT_SEED, null, false, null, null);

  private final long seed;
  private final @Nullable Device device;
  private final boolean training;
  private final @Nullable Tape tape;
  private final @Nullable AtomicLong draws;

  private Context(
      long seed,
      @Nullable Device device,
      boolean training,
      @Nullable Tape tape,
      @Nullable AtomicLong draws) {
    this.seed = seed;
    this.device = device;
    this.training = training;
    this.tape = tape;
    this.draws = draws;
  }

  /// The context of the code that runs now.
  public static Context current() {
    return CURRENT.orElse(DEFAULT);
  }

  /// A context with a seed of its own, in which every random tensor differs from the one before.
  public static Context seeded(long seed) {
    return new Context(seed, null, false, null, new AtomicLong());
  }

  /// The same on a device.
  public Context on(Device other) {
    return new Context(seed, other, training, tape, draws);
  }

  /// The same for training (dropout on) or inference.
  public Context training(boolean on) {
    return new Context(seed, device, on, tape, draws);
  }

  /// The same, recording operations instead of running them; null to run them.
  public Context recording(@Nullable Tape onto) {
    return new Context(seed, device, training, onto, draws);
  }

  /// The seed.
  public long seed() {
    return seed;
  }

  /// The device.
  public Device device() {
    return device == null ? Device.cpu() : device;
  }

  /// Whether layers behave as in training.
  public boolean training() {
    return training;
  }

  /// The recording, or null if operations run at once.
  public @Nullable Tape tape() {
    return tape;
  }

  /// A key for the next random thing: another one at every call, but always the same sequence for a
  /// seed. In the default context it is always the same.
  public long nextKey() {
    return Philox.key(seed, draws == null ? 0 : draws.getAndIncrement());
  }

  /// Runs code in this context and returns its value.
  public <T extends @Nullable Object, X extends Throwable> T call(
      ScopedValue.CallableOp<? extends T, X> body) throws X {
    return ScopedValue.where(CURRENT, this).call(body);
  }

  /// Runs code in this context.
  public void run(Runnable body) {
    ScopedValue.where(CURRENT, this).run(body);
  }
}
