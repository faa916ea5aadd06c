package dev.gradus.engine.internal;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.Locale;

/// Tensors as text: rows of aligned numbers, long dimensions shortened to their ends.
public final class TensorText {
  private static final int EDGE = 3;
  private static final int LIMIT = 8;

  private final float[] values;
  private final Shape shape;
  private final boolean integers;
  private final int decimals;
  private final StringBuilder text = new StringBuilder();

  private TensorText(Tensor tensor) {
    this.values = tensor.toArray();
    this.shape = tensor.shape();
    boolean whole = true;
    double largest = 0;
    for (float v : values) {
      whole &= v == Math.rint(v) && Math.abs(v) < 1e6;
      largest = Float.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
    }
    this.integers = whole;
    this.decimals = largest >= 1e5 || (largest > 0 && largest < 1e-3) ? -1 : 4;
  }

  /// The text of a tensor, its shape first.
  public static String of(Tensor tensor) {
    var writer = new TensorText(tensor);
    writer.text.append("Tensor").append(tensor.shape()).append(' ');
    writer.write(0, 0, tensor.size(), 1);
    return writer.text.toString();
  }

  private void write(int axis, int offset, int span, int indent) {
    if (axis == shape.rank()) {
      text.append(number(values[offset]));
      return;
    }
    int n = shape.dim(axis);
    int step = n == 0 ? 0 : span / n;
    boolean innermost = axis == shape.rank() - 1;
    text.append('[');
    for (int i = 0; i < n; i++) {
      if (n > LIMIT && i == EDGE) {
        text.append(innermost ? ", ..." : ",\n" + " ".repeat(indent) + "...");
        i = n - EDGE;
      }
      if (i > 0) {
        text.append(innermost ? ", " : ",\n" + " ".repeat(indent));
      }
      write(axis + 1, offset + i * step, step, indent + 1);
    }
    text.append(']');
  }

  private String number(float v) {
    if (!Float.isFinite(v)) {
      return Float.toString(v);
    }
    if (integers) {
      return String.format(Locale.ROOT, "%.0f", v);
    }
    return decimals < 0
        ? String.format(Locale.ROOT, "%.3e", v)
        : String.format(Locale.ROOT, "%." + decimals + "f", v);
  }
}
