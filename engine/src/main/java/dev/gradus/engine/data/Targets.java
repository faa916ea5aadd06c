package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import java.util.Arrays;
import java.util.List;

/// What a model shall answer: a class for each sample, or numbers.
sealed interface Targets {
  int count();

  Shape shape();

  /// Writes the target of one sample to `to[at ...]`.
  void read(int sample, float[] to, int at);

  /// These targets and then others of the same kind.
  default Targets then(Targets other) {
    return switch (this) {
      case Labels a when other instanceof Labels b ->
          new Labels(joined(a.labels, b.labels), a.shape());
      case Values a when other instanceof Values b ->
          new Values(
              joined(a.values, b.values), a.shape(), a.parts.equals(b.parts) ? a.parts : List.of());
      default -> throw new DataException("cannot join class labels with numbers to predict.");
    };
  }

  private static int[] joined(int[] a, int[] b) {
    var all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static float[] joined(float[] a, float[] b) {
    var all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  /// A class index for each sample, or several of a shape; -1 is a step that does not count.
  final class Labels implements Targets {
    final int[] labels;
    private final Shape shape;
    private final int width;

    Labels(int[] labels) {
      this(labels, Shape.of());
    }

    Labels(int[] labels, Shape shape) {
      this.labels = labels;
      this.shape = shape;
      this.width = shape.size();
    }

    @Override
    public int count() {
      return labels.length / width;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public void read(int sample, float[] to, int at) {
      for (int i = 0; i < width; i++) {
        to[at + i] = labels[sample * width + i];
      }
    }
  }

  /// Numbers for each sample.
  final class Values implements Targets {
    final float[] values;
    final List<TargetPart> parts;
    private final Shape shape;
    private final int width;

    Values(float[] values, Shape shape) {
      this(values, shape, List.of());
    }

    /// @param parts what lies one behind the other, none if it is one thing
    Values(float[] values, Shape shape, List<TargetPart> parts) {
      this.values = values;
      this.parts = List.copyOf(parts);
      this.shape = shape;
      this.width = shape.size();
    }

    @Override
    public int count() {
      return width == 0 ? 0 : values.length / width;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public void read(int sample, float[] to, int at) {
      System.arraycopy(values, sample * width, to, at, width);
    }
  }
}
