package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.random.Philox;
import java.util.List;
import java.util.stream.IntStream;

/// What a setting of a [Search] may be.
///
/// Errors: GradusException for a range that does not go from a smaller to a larger finite number, a
/// logarithmic one that does not start above 0, or a choice without values.
public sealed interface SearchRange {
  /// One value, drawn.
  Object draw(Philox random);

  /// Values for a grid.
  ///
  /// @param points how many, for ranges that have endless values
  List<Object> grid(int points);

  /// Any number between two.
  ///
  /// @param from the smallest
  /// @param to the largest
  record Uniform(double from, double to) implements SearchRange {
    /// Checks the order.
    public Uniform {
      ordered(from, to);
    }

    @Override
    public Object draw(Philox random) {
      return from + (to - from) * random.nextDouble();
    }

    @Override
    public List<Object> grid(int points) {
      return steps(points, t -> from + (to - from) * t);
    }
  }

  /// Any number between two, every power of ten with the same chance: for learning rates.
  ///
  /// @param from the smallest, above 0
  /// @param to the largest
  record LogUniform(double from, double to) implements SearchRange {
    /// Checks the order and that both are above 0.
    public LogUniform {
      ordered(from, to);
      if (!(from > 0)) {
        throw new GradusException(
            "a logarithmic range starts above 0, got " + from + ". Use uniform(...) or 1e-6.");
      }
    }

    @Override
    public Object draw(Philox random) {
      return at(random.nextDouble());
    }

    @Override
    public List<Object> grid(int points) {
      return steps(points, this::at);
    }

    private double at(double t) {
      return Math.exp(Math.log(from) + (Math.log(to) - Math.log(from)) * t);
    }
  }

  /// A whole number from one to another, both included.
  ///
  /// @param from the smallest
  /// @param to the largest, included
  record Whole(int from, int to) implements SearchRange {
    /// Checks the order.
    public Whole {
      ordered(from, to);
    }

    @Override
    public Object draw(Philox random) {
      return from + random.nextInt(to - from + 1);
    }

    @Override
    public List<Object> grid(int points) {
      int count = Math.min(points, to - from + 1);
      return steps(count, t -> (double) Math.round(from + (double) (to - from) * t)).stream()
          .<Object>map(x -> ((Double) x).intValue())
          .distinct()
          .toList();
    }
  }

  /// One of several values; in a grid all of them.
  ///
  /// @param values at least one, of any type
  record Choice(List<Object> values) implements SearchRange {
    /// Checks that there is one.
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new GradusException("a choice needs at least one value.");
      }
    }

    @Override
    public Object draw(Philox random) {
      return values.get(random.nextInt(values.size()));
    }

    @Override
    public List<Object> grid(int points) {
      return values;
    }
  }

  private static void ordered(double from, double to) {
    if (!(from <= to && from > Double.NEGATIVE_INFINITY && to < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "a range goes from a smaller to a larger number, got " + from + " to " + to + ".");
    }
  }

  private static List<Object> steps(int points, java.util.function.DoubleFunction<Object> at) {
    return IntStream.range(0, points)
        .mapToObj(i -> at.apply(points == 1 ? 0.5 : (double) i / (points - 1)))
        .toList();
  }
}
