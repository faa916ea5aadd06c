package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
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
  private static final Context DEFAULT = new Context(null, null, false, null);

  /// A seed that can be set anew, and how often it was drawn from; shared by all that was derived.
  private static final class Seed {
    private volatile long value;
    private final AtomicLong draws = new AtomicLong();

    Seed(long value) {
      this.value = value;
    }
  }

  private final @Nullable Seed seed;
  private final @Nullable Device device;
  private final boolean training;
  private final @Nullable Tape tape;

  private Context(
      @Nullable Seed seed, @Nullable Device device, boolean training, @Nullable Tape tape) {
    this.seed = seed;
    this.device = device;
    this.training = training;
    this.tape = tape;
  }

  /// The context of the code that runs now.
  public static Context current() {
    return CURRENT.orElse(DEFAULT);
  }

  /// A context with a seed of its own, in which every random tensor differs from the one before.
  public static Context seeded(long seed) {
    return new Context(new Seed(seed), null, false, null);
  }

  /// The same on a device.
  public Context on(Device other) {
    Given.one("the device", other);
    return new Context(seed, other, training, tape);
  }

  /// The same for training (dropout on) or inference.
  public Context training(boolean on) {
    return new Context(seed, device, on, tape);
  }

  /// The same, recording operations instead of running them; null to run them.
  public Context recording(@Nullable Tape onto) {
    return new Context(seed, device, training, onto);
  }

  /// The seed.
  public long seed() {
    return seed == null ? DEFAULT_SEED : seed.value;
  }

  /// Sets the seed anew and starts its sequence again, also for the code that runs now in this
  /// context or in one derived from it.
  ///
  /// @throws GradusException in the default context, whose seed is fixed
  public void reseed(long newSeed) {
    var shared = seed;
    if (shared == null) {
      throw new GradusException(
          "the default seed "
              + DEFAULT_SEED
              + " is fixed. Run inside Context.seeded(...).call(...).");
    }
    shared.value = newSeed;
    shared.draws.set(0);
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
    return Philox.key(seed(), seed == null ? 0 : seed.draws.getAndIncrement());
  }

  /// Runs code in this context and returns its value.
  public <T extends @Nullable Object, X extends Throwable> T call(
      ScopedValue.CallableOp<? extends T, X> body) throws X {
    Given.one("what is to be done", body);
    return ScopedValue.where(CURRENT, this).call(body);
  }

  /// Runs code in this context.
  public void run(Runnable body) {
    Given.one("what is to be done", body);
    ScopedValue.where(CURRENT, this).run(body);
  }
}
