package dev.gradus.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The stored inputs of a data set: `count()` samples of `width()` numbers each, row-major. Views
/// (borders, shifts) compute on reading and copy nothing.
interface Samples {
  /// The number of samples.
  int count();

  /// Numbers in one sample.
  int width();

  /// Writes `length` numbers of one sample, from number `start` on, to `to[at ...]`.
  void read(int sample, int start, int length, float[] to, int at);

  /// The inputs that lie one behind the other in a sample; none if it is one input.
  default List<Part> parts() {
    return List.of();
  }

  /// The variants of these samples for an epoch of training, if they differ from epoch to epoch.
  default Samples atEpoch(int epoch) {
    return this;
  }

  /// These samples with a function applied to every number.
  default Samples map(DoubleUnaryOperator f) {
    return new Mapped(this, f);
  }

  /// Unsigned bytes; a table gives the number that each of the 256 values stands for.
  final class Bytes implements Samples {
    private final byte[] data;
    private final int width;
    private final float[] table;

    Bytes(byte[] data, int width, DoubleUnaryOperator value) {
      this(data, width, tabulate(value));
    }

    private Bytes(byte[] data, int width, float[] table) {
      this.data = data;
      this.width = width;
      this.table = table;
    }

    private static float[] tabulate(DoubleUnaryOperator value) {
      var table = new float[256];
      for (int i = 0; i < 256; i++) {
        table[i] = (float) value.applyAsDouble(i);
      }
      return table;
    }

    @Override
    public int count() {
      return width == 0 ? 0 : data.length / width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      int from = sample * width + start;
      for (int i = 0; i < length; i++) {
        to[at + i] = table[data[from + i] & 0xFF];
      }
    }

    @Override
    public Samples map(DoubleUnaryOperator f) {
      return new Bytes(data, width, tabulate(i -> f.applyAsDouble(table[(int) i])));
    }
  }

  /// Numbers as they are.
  final class Floats implements Samples {
    private final float[] data;
    private final int width;

    Floats(float[] data, int width) {
      this.data = data;
      this.width = width;
    }

    @Override
    public int count() {
      return width == 0 ? 0 : data.length / width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      System.arraycopy(data, sample * width + start, to, at, length);
    }
  }

  /// A function of every number.
  record Mapped(Samples base, DoubleUnaryOperator f) implements Samples {
    @Override
    public List<Part> parts() {
      return base.parts();
    }

    @Override
    public Samples atEpoch(int epoch) {
      return new Mapped(base.atEpoch(epoch), f);
    }

    @Override
    public int count() {
      return base.count();
    }

    @Override
    public int width() {
      return base.width();
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      base.read(sample, start, length, to, at);
      for (int i = at; i < at + length; i++) {
        to[i] = (float) f.applyAsDouble(to[i]);
      }
    }
  }

  /// Some samples in an order of their own.
  record Chosen(Samples base, int[] index) implements Samples {
    @Override
    public List<Part> parts() {
      return base.parts();
    }

    @Override
    public Samples atEpoch(int epoch) {
      var now = base.atEpoch(epoch);
      return now.equals(base) ? this : new Chosen(now, index);
    }

    @Override
    public int count() {
      return index.length;
    }

    @Override
    public int width() {
      return base.width();
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      base.read(index[sample], start, length, to, at);
    }
  }

  /// One set of samples after another.
  record Joined(Samples first, Samples second) implements Samples {
    @Override
    public List<Part> parts() {
      var parts = first.parts(); // once: chains of joined samples are long
      return parts.equals(second.parts()) ? parts : List.of();
    }

    @Override
    public Samples atEpoch(int epoch) {
      return new Joined(first.atEpoch(epoch), second.atEpoch(epoch));
    }

    @Override
    public int count() {
      return first.count() + second.count();
    }

    @Override
    public int width() {
      return first.width();
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      if (sample < first.count()) {
        first.read(sample, start, length, to, at);
      } else {
        second.read(sample - first.count(), start, length, to, at);
      }
    }
  }

  /// Images put on a canvas of another size, their upper left corner at `(top, left)`; what they do
  /// not cover is `fill`, what reaches over the edge is cut off. Serves borders and shifts.
  record Canvas(Samples base, Planes from, Planes to, int top, int left, float fill)
      implements Samples {
    @Override
    public Samples atEpoch(int epoch) {
      return new Canvas(base.atEpoch(epoch), from, to, top, left, fill);
    }

    @Override
    public int count() {
      return base.count();
    }

    @Override
    public int width() {
      return to.size();
    }

    @Override
    public void read(int sample, int start, int length, float[] out, int at) {
      int done = 0;
      while (done < length) {
        int position = start + done;
        int row = position / to.width();
        int column = position - row * to.width();
        int run = Math.min(length - done, to.width() - column);
        readRow(sample, row, column, run, out, at + done);
        done += run;
      }
    }

    /// `row` counts the rows of all channels.
    private void readRow(int sample, int row, int column, int run, float[] out, int at) {
      int channel = row / to.height();
      int y = row - channel * to.height() - top;
      int first = Math.clamp((long) left - column, 0, run);
      int end = Math.clamp((long) left + from.width() - column, first, run);
      if (y < 0 || y >= from.height()) {
        first = run;
        end = run;
      }
      Arrays.fill(out, at, at + first, fill);
      if (end > first) {
        int x = column + first - left;
        int source = (channel * from.height() + y) * from.width() + x;
        base.read(sample, source, end - first, out, at + first);
      }
      Arrays.fill(out, at + end, at + run, fill);
    }
  }

  /// Class numbers as rows of zeros with a 1 at the number; a number that is no class is a row of
  /// zeros.
  record OneHot(Samples base, int classes) implements Samples {
    @Override
    public Samples atEpoch(int epoch) {
      return new OneHot(base.atEpoch(epoch), classes);
    }

    @Override
    public int count() {
      return base.count();
    }

    @Override
    public int width() {
      return base.width() * classes;
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      for (int done = 0; done < length; ) {
        int position = (start + done) / classes;
        int first = (start + done) - position * classes;
        int run = Math.min(length - done, classes - first);
        // the place of the row's first number holds the class for a moment
        base.read(sample, position, 1, to, at + done);
        float number = to[at + done];
        Arrays.fill(to, at + done, at + done + run, 0f);
        int hit = (int) number - first;
        if (number >= 0 && hit >= 0 && hit < run) {
          to[at + done + hit] = 1;
        }
        done += run;
      }
    }
  }
}
