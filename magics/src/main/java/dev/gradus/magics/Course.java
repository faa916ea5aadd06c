package dev.gradus.magics;

import dev.gradus.engine.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks for notebooks; imported into every session. A check prints one line if it holds and fails
/// the cell with the difference if it does not.
///
/// ```java
/// check("parameters of conv2d_1", lenet.summary().row("conv2d_1").parameters(), 156L);
/// check("loss near ln 10", loss, Math.log(10), 0.05);
/// ```
public final class Course {
  private Course() {}

  /// Checks that something is true.
  ///
  /// @throws AssertionError if it is not
  public static void check(String what, boolean ok) {
    if (!ok) {
      throw new AssertionError(what + ": this does not hold.");
    }
    passed(what, "");
  }

  /// Checks that two values are equal; whole numbers also if one is an `int` and the other a
  /// `long`.
  ///
  /// @throws AssertionError with both values if they differ
  public static void check(String what, @Nullable Object actual, @Nullable Object expected) {
    if (!Objects.deepEquals(widened(actual), widened(expected))) {
      throw new AssertionError(
          what
              + ": expected "
              + text(expected)
              + ", got "
              + text(actual)
              + difference(actual, expected));
    }
    passed(what, text(actual));
  }

  /// Checks a number within a tolerance.
  ///
  /// @param tolerance largest difference that is allowed
  /// @throws AssertionError with the difference if it is larger, or if the number is NaN
  public static void check(String what, double actual, double expected, double tolerance) {
    double difference = Math.abs(actual - expected);
    if (!(difference <= tolerance)) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: expected %s within %s, got %s (difference %s).",
              what,
              number(expected),
              number(tolerance),
              number(actual),
              number(difference)));
    }
    passed(what, number(actual));
  }

  /// Checks all numbers of a tensor within a tolerance.
  ///
  /// @throws AssertionError naming the first position that differs more, or both shapes
  public static void check(String what, Tensor actual, Tensor expected, double tolerance) {
    if (!actual.shape().equals(expected.shape())) {
      throw new AssertionError(
          what + ": expected the shape " + expected.shape() + ", got " + actual.shape() + ".");
    }
    var a = actual.toArray();
    var b = expected.toArray();
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= tolerance)) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "%s: at %s expected %s within %s, got %s.",
                what,
                Arrays.toString(position(i, actual.shape().dims())),
                number(b[i]),
                number(tolerance),
                number(a[i])));
      }
    }
    passed(what, "shape " + actual.shape());
  }

  /// Checks that a number is at least as large as another.
  ///
  /// @throws AssertionError with both numbers if it is smaller or NaN
  public static void checkAtLeast(String what, double actual, double least) {
    if (!(actual >= least)) {
      throw new AssertionError(
          what + ": expected at least " + number(least) + ", got " + number(actual) + ".");
    }
    passed(what, number(actual) + " >= " + number(least));
  }

  private static int[] position(int index, int[] dims) {
    var at = new int[dims.length];
    int rest = index;
    for (int i = dims.length - 1; i >= 0; i--) {
      at[i] = rest % dims[i];
      rest /= dims[i];
    }
    return at;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  private static @Nullable Object widened(@Nullable Object value) {
    return switch (value) {
      case Integer n -> (long) n;
      case Short n -> (long) n;
      case Byte n -> (long) n;
      case Float n -> (double) n;
      case null, default -> value;
    };
  }

  private static String difference(@Nullable Object actual, @Nullable Object expected) {
    return actual instanceof Number a && expected instanceof Number e
        ? " (difference " + number(a.doubleValue() - e.doubleValue()) + ")."
        : ".";
  }

  private static String text(@Nullable Object value) {
    var wrapped = Arrays.deepToString(new @Nullable Object[] {value});
    return wrapped.substring(1, wrapped.length() - 1);
  }

  private static void passed(String what, String value) {
    System.out.println("OK  " + what + (value.isEmpty() ? "" : ": " + value));
  }
}
