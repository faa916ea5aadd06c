package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// NumPy's `.npy` files: one array each. Reads versions 1.0 to 3.0, both byte orders, C and Fortran
/// layout (which becomes row-major), floats of 16, 32 and 64 bits, integers of 8 to 64 bits and
/// booleans. Writes version 1.0, little-endian, C layout, all or nothing ([AtomicFile]).
public final class Npy {
  private Npy() {}

  /// Reads a file; the array is named as the file without `.npy`.
  ///
  /// @throws DataException if the file is missing, cut off, damaged or of another kind
  public static NamedArray read(Path path) {
    Given.one("the path", path);
    if (!Files.isRegularFile(path)) {
      throw new DataException("there is no file " + path + ". Check the name and the folder.");
    }
    var name = String.valueOf(path.getFileName()).replaceFirst("\\.npy$", "");
    try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      return read(path.toString(), name, in, Files.size(path));
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e + ".", e);
    }
  }

  /// Reads a file as a tensor on the device of the context.
  ///
  /// @throws DataException as [#read(Path)]
  public static Tensor readTensor(Path path) {
    Given.one("the path", path);
    return read(path).toTensor();
  }

  /// Writes a tensor as 32-bit floats.
  ///
  /// @throws DataException if the file cannot be written
  public static void write(Path path, Tensor tensor) {
    Given.one("the tensor", tensor);
    write(path, NamedArray.of("", tensor));
  }

  /// Writes 32-bit floats.
  ///
  /// @throws DataException if the file cannot be written
  public static void write(Path path, Shape shape, float... values) {
    Given.one("the path", path);
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    write(path, NamedArray.of("", shape, values));
  }

  /// Writes 32-bit integers.
  ///
  /// @throws DataException if the file cannot be written
  public static void write(Path path, Shape shape, int... values) {
    Given.one("the path", path);
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    write(path, NamedArray.ofInts("", shape, values));
  }

  /// Writes an array in its own kind of number; BF16, which NumPy does not know, as 32-bit floats.
  ///
  /// @throws DataException if the file cannot be written
  public static void write(Path path, NamedArray array) {
    Given.one("the path", path);
    AtomicFile.write(path, out -> write(out, array));
  }

  static void write(OutputStream out, NamedArray array) throws IOException {
    var known =
        array.dtype().numpy().isEmpty()
            ? NamedArray.owning(array.name(), array.shape(), array.toFloats())
            : array;
    out.write(new NpyHeader(known.dtype(), false, false, known.shape()).toBytes());
    known.writeTo(out);
  }

  /// Reads from a stream.
  ///
  /// @param where names the file in errors
  /// @param limit how many bytes may come in all
  static NamedArray read(String where, String name, InputStream in, long limit) throws IOException {
    try {
      var header = NpyHeader.read(where, in);
      long size = header.byteSize();
      if (size > limit || size > Integer.MAX_VALUE - 16) {
        throw NpyHeader.damaged(
            where,
            String.format(
                Locale.ROOT,
                "its header promises %,d bytes of numbers, at most %,d are there or allowed",
                size,
                Math.min(limit, Integer.MAX_VALUE - 16)));
      }
      // grows with what really comes, whatever the header promised
      var bytes = in.readNBytes((int) size);
      if (bytes.length < size || in.read() >= 0) {
        throw NpyHeader.damaged(
            where,
            String.format(
                Locale.ROOT,
                "its header promises %,d bytes of numbers, but there are %s",
                size,
                bytes.length < size ? String.format(Locale.ROOT, "%,d", bytes.length) : "more"));
      }
      return NamedArray.ofBytes(name, header.dtype(), header.shape(), rowMajor(header, bytes));
    } catch (EOFException e) {
      throw NpyHeader.damaged(where, "it is cut off");
    }
  }

  private static byte[] rowMajor(NpyHeader header, byte[] bytes) {
    int width = header.dtype().bytes();
    if (header.bigEndian() && width > 1) {
      for (int at = 0; at < bytes.length; at += width) {
        for (int i = at, j = at + width - 1; i < j; i++, j--) {
          byte b = bytes[i];
          bytes[i] = bytes[j];
          bytes[j] = b;
        }
      }
    }
    return header.fortran() && header.shape().rank() > 1
        ? turned(bytes, header.shape().dims(), width)
        : bytes;
  }

  /// Fortran layout to C layout: counts through the elements in the order of the result.
  private static byte[] turned(byte[] bytes, int[] dims, int width) {
    var out = new byte[bytes.length];
    var index = new int[dims.length];
    var stride = new int[dims.length];
    int step = 1;
    for (int d = 0; d < dims.length; d++) {
      stride[d] = step;
      step *= dims[d];
    }
    int from = 0;
    for (int to = 0; to < out.length; to += width) {
      System.arraycopy(bytes, from * width, out, to, width);
      for (int d = dims.length - 1; d >= 0; d--) {
        from += stride[d];
        if (++index[d] < dims[d]) {
          break;
        }
        from -= stride[d] * dims[d];
        index[d] = 0;
      }
    }
    return out;
  }
}
