package dev.gradus.engine.backend;

import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Memory of a backend for a test. Slices start at odd offsets and lie between guard numbers;
/// inputs are remembered, so that a test can say that a kernel wrote nothing but its targets.
public final class Arena {
  private static final int GUARD = 3;
  private static final double MARK = 12345.5;

  private record Input(Slice slice, double[] before) {}

  private final Backend backend;
  private final Philox random;
  private final List<Slice> all = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();

  /// With numbers that depend on the seed alone.
  public Arena(Backend backend, long seed) {
    this.backend = backend;
    this.random = new Philox(seed, 0);
  }

  /// Numbers that nobody may change.
  public Slice input(double... values) {
    var slice = slice(values);
    inputs.add(new Input(slice, toArray(slice)));
    return slice;
  }

  /// Random floats that nobody may change.
  public Slice randomInput(int n) {
    return input(randoms(n));
  }

  /// Random weights that nobody may change, so small that a sum of `terms` products with normal
  /// numbers is about 1: an activation of the sum then neither saturates nor hides an error.
  public Slice randomWeights(int n, long terms) {
    var values = randoms(n);
    for (int i = 0; i < n; i++) {
      values[i] = (float) (values[i] / Math.sqrt((double) Math.max(1, terms)));
    }
    return input(values);
  }

  /// Numbers that a kernel may change.
  public Slice slice(double... values) {
    var slice = empty(values.length);
    for (int i = 0; i < values.length; i++) {
      slice.set(i, values[i]);
    }
    return slice;
  }

  /// Random floats that a kernel may change.
  public Slice random(int n) {
    return slice(randoms(n));
  }

  /// A target full of NaN: what is not written shows.
  public Slice target(int n) {
    var slice = empty(n);
    for (int i = 0; i < n; i++) {
      slice.set(i, Double.NaN);
    }
    return slice;
  }

  /// A target with old random numbers if a kernel shall accumulate, else full of NaN.
  public Slice target(int n, boolean accumulate) {
    return accumulate ? random(n) : target(n);
  }

  /// Random numbers, normal with deviation 1, that float holds exactly.
  public double[] randoms(int n) {
    var values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Slice empty(int n) {
    var storage = backend.allocate(n + 2 * GUARD);
    for (int i = 0; i < GUARD; i++) {
      storage.set(i, MARK);
      storage.set(GUARD + n + i, MARK);
    }
    var slice = new Slice(storage, GUARD, n);
    all.add(slice);
    return slice;
  }

  /// Fails if a guard or an input was overwritten.
  public void check() {
    for (var slice : all) {
      for (int i = 0; i < GUARD; i++) {
        double before = slice.storage().get(i);
        double behind = slice.storage().get(GUARD + slice.length() + i);
        if (before != MARK || behind != MARK) {
          throw new AssertionError("written outside of a slice of " + slice.length());
        }
      }
    }
    for (var input : inputs) {
      if (!Arrays.equals(input.before, toArray(input.slice))) {
        throw new AssertionError("an input of " + input.before.length + " numbers was changed");
      }
    }
  }

  /// The numbers of a slice.
  public static double[] toArray(Slice slice) {
    var values = new double[slice.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = slice.get(i);
    }
    return values;
  }
}
