package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Numbers with a name, a kind and a shape, as they lie in a file. Immutable. Numbers of an open
/// [SafetensorsFile] are read when they are asked for; all others are in memory.
///
/// Errors: ShapeException for another count of numbers than the shape has; DataException for whole
/// numbers of an array that holds others, and for numbers of a file that cannot be read any more.
public final class NamedArray {
  private static final int CHUNK = 1 << 16;

  /// Where the bytes are: little-endian, row-major.
  @FunctionalInterface
  interface Source {
    /// Copies bytes out; `from` and `count` are multiples of the numbers' size.
    void read(long from, byte[] target, int count) throws IOException;
  }

  private final String name;
  private final DType dtype;
  private final Shape shape;
  private final Source source;

  NamedArray(String name, DType dtype, Shape shape, Source source) {
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.source = source;
  }

  // ---- making

  /// 32-bit floats, copied.
  ///
  /// @throws ShapeException if there are more or fewer than the shape has elements
  public static NamedArray of(String name, Shape shape, float... values) {
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    return owning(name, shape, values.clone());
  }

  /// A tensor's numbers, copied.
  public static NamedArray of(String name, Tensor tensor) {
    Given.one("the tensor", tensor);
    return owning(name, tensor.shape(), tensor.toArray());
  }

  /// 32-bit floats in an array that nobody else changes.
  static NamedArray owning(String name, Shape shape, float[] values) {
    fits(name, shape, values.length);
    return new NamedArray(
        name,
        DType.F32,
        shape,
        (from, target, count) ->
            buffer(target, count).asFloatBuffer().put(values, (int) (from / 4), count / 4));
  }

  /// 64-bit floats, copied.
  public static NamedArray ofDoubles(String name, Shape shape, double... values) {
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    fits(name, shape, values.length);
    var own = values.clone();
    return new NamedArray(
        name,
        DType.F64,
        shape,
        (from, target, count) ->
            buffer(target, count).asDoubleBuffer().put(own, (int) (from / 8), count / 8));
  }

  /// 32-bit integers, copied.
  public static NamedArray ofInts(String name, Shape shape, int... values) {
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    fits(name, shape, values.length);
    var own = values.clone();
    return new NamedArray(
        name,
        DType.I32,
        shape,
        (from, target, count) ->
            buffer(target, count).asIntBuffer().put(own, (int) (from / 4), count / 4));
  }

  /// 64-bit integers, copied.
  public static NamedArray ofLongs(String name, Shape shape, long... values) {
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    fits(name, shape, values.length);
    var own = values.clone();
    return new NamedArray(
        name,
        DType.I64,
        shape,
        (from, target, count) ->
            buffer(target, count).asLongBuffer().put(own, (int) (from / 8), count / 8));
  }

  /// Little-endian bytes that nobody else changes.
  static NamedArray ofBytes(String name, DType dtype, Shape shape, byte[] bytes) {
    return new NamedArray(
        name,
        dtype,
        shape,
        (from, target, count) -> System.arraycopy(bytes, (int) from, target, 0, count));
  }

  private static void fits(String name, Shape shape, int length) {
    if (length != shape.size()) {
      throw new ShapeException(
          name
              + " has the shape "
              + shape
              + " and "
              + shape.size()
              + " elements, got "
              + length
              + ".");
    }
  }

  private static ByteBuffer buffer(byte[] bytes, int count) {
    return ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  // ---- looking

  /// Its name.
  public String name() {
    return name;
  }

  /// The same numbers under another name.
  public NamedArray named(String other) {
    return new NamedArray(other, dtype, shape, source);
  }

  /// The kind of its numbers.
  public DType dtype() {
    return dtype;
  }

  /// Its shape.
  public Shape shape() {
    return shape;
  }

  /// Bytes of all numbers.
  public long byteSize() {
    return (long) shape.size() * dtype.bytes();
  }

  /// The numbers as floats in row-major order, rounded to the nearest; a new array.
  ///
  /// @throws DataException if the file cannot be read
  public float[] toFloats() {
    var out = new float[shape.size()];
    each((chunk, at, count) -> dtype.toFloats(chunk, out, at, count));
    return out;
  }

  /// The numbers as doubles, in row-major order; a new array.
  ///
  /// @throws DataException if the file cannot be read
  public double[] toDoubles() {
    var out = new double[shape.size()];
    each((chunk, at, count) -> {
      for (int i = 0; i < count; i++) {
        out[at + i] = dtype.doubleAt(chunk, i * dtype.bytes());
      }
    });
    return out;
  }

  /// Whole numbers, in row-major order; a new array.
  ///
  /// @throws DataException if it holds floats, or a number of 2^63 or more
  public long[] toLongs() {
    if (!dtype.isInteger()) {
      throw new DataException(
          name + " holds " + dtype + ", not whole numbers. Read it with toFloats().");
    }
    var out = new long[shape.size()];
    each((chunk, at, count) -> {
      for (int i = 0; i < count; i++) {
        long v = dtype.longAt(chunk, i * dtype.bytes());
        if (dtype == DType.U64 && v < 0) {
          throw tooLarge(Long.toUnsignedString(v), "long");
        }
        out[at + i] = v;
      }
    });
    return out;
  }

  /// Whole numbers as `int`, in row-major order; a new array.
  ///
  /// @throws DataException if it holds floats, or a number that no `int` holds
  public int[] toInts() {
    var longs = toLongs();
    var out = new int[longs.length];
    for (int i = 0; i < out.length; i++) {
      if (longs[i] != (int) longs[i]) {
        throw tooLarge(Long.toString(longs[i]), "int");
      }
      out[i] = (int) longs[i];
    }
    return out;
  }

  private DataException tooLarge(String number, String type) {
    return new DataException(
        name + " holds " + number + ", which no " + type + " holds. Read it with toDoubles().");
  }

  /// The numbers as a tensor on the device of the context.
  public Tensor toTensor() {
    return Tensor.of(shape, toFloats());
  }

  /// As `conv2d_1.weight: F32 [6, 1, 5, 5]`.
  @Override
  public String toString() {
    return name + ": " + dtype + " " + shape;
  }

  // ---- bytes

  /// The same with its bytes, fewer than 2^31, in memory.
  NamedArray inMemory() throws IOException {
    var bytes = new byte[Math.toIntExact(byteSize())];
    source.read(0, bytes, bytes.length);
    return ofBytes(name, dtype, shape, bytes);
  }

  /// Appends the little-endian bytes.
  void writeTo(OutputStream out) throws IOException {
    var bytes = new byte[(int) Math.min(CHUNK, byteSize())];
    for (long at = 0; at < byteSize(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, byteSize() - at);
      source.read(at, bytes, count);
      out.write(bytes, 0, count);
    }
  }

  private interface Chunk {
    void take(ByteBuffer chunk, int at, int count);
  }

  private void each(Chunk body) {
    var bytes = new byte[(int) Math.min(CHUNK, byteSize())];
    try {
      for (long at = 0; at < byteSize(); at += CHUNK) {
        int count = (int) Math.min(CHUNK, byteSize() - at);
        source.read(at, bytes, count);
        body.take(buffer(bytes, count), (int) (at / dtype.bytes()), count / dtype.bytes());
      }
    } catch (IOException e) {
      throw new DataException(
          "cannot read the numbers of " + name + ": " + e + ". Read the file again.", e);
    }
  }
}
