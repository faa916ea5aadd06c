package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// An open safetensors file: its header is read and checked, its numbers are read when they are
/// asked for. For files of any size.
///
/// ```java
/// try (var file = SafetensorsFile.open(path)) {
///   var weight = file.array("conv1.weight").toTensor();
/// }
/// ```
public final class SafetensorsFile implements AutoCloseable {
  static final int MAX_HEADER = 100_000_000;

  private final Path path;
  private final RandomAccessFile file;
  private final long dataStart;
  private final Map<String, NamedArray> arrays;
  private final Map<String, String> metadata;
  private volatile boolean closed;

  private SafetensorsFile(
      Path path, RandomAccessFile file, long dataStart, SafetensorsHeader header) {
    this.path = path;
    this.file = file;
    this.dataStart = dataStart;
    this.metadata = Collections.unmodifiableMap(header.metadata());
    Map<String, NamedArray> found = new LinkedHashMap<>();
    header
        .entries()
        .forEach((name, e) ->
            found.put(
                name,
                new NamedArray(
                    name,
                    e.dtype(),
                    e.shape(),
                    (from, target, count) -> read(e.begin() + from, target, count))));
    this.arrays = Collections.unmodifiableMap(found);
  }

  /// Opens a file and checks its header.
  ///
  /// @throws DataException if the file is missing, cut off, damaged or of another kind
  public static SafetensorsFile open(Path path) {
    Given.one("the path", path);
    if (!Files.isRegularFile(path)) {
      throw new DataException("there is no file " + path + ". Check the name and the folder.");
    }
    RandomAccessFile file = null;
    SafetensorsFile opened = null;
    try {
      file = new RandomAccessFile(path.toFile(), "r");
      opened = open(path, file);
      return opened;
    } catch (IOException | UnsupportedOperationException e) {
      throw new DataException("cannot read " + path + ": " + e + ".", e);
    } finally {
      if (opened == null && file != null) {
        closeQuietly(file);
      }
    }
  }

  private static SafetensorsFile open(Path path, RandomAccessFile file) throws IOException {
    long length = file.length();
    if (length < 8) {
      throw damaged(
          path, "it has " + length + " bytes, and the length of the header alone takes 8");
    }
    var eight = new byte[8];
    file.readFully(eight);
    long header = ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 0 || header > MAX_HEADER) {
      throw damaged(
          path,
          "it starts with "
              + Long.toUnsignedString(header)
              + " as the length of its header, more than the 100,000,000 bytes that are allowed");
    }
    if (header > length - 8) {
      throw damaged(
          path,
          String.format(
              Locale.ROOT,
              "its header should have %,d bytes, but only %,d follow",
              header,
              length - 8));
    }
    var json = new byte[(int) header];
    file.readFully(json);
    try {
      return new SafetensorsFile(
          path, file, 8 + header, SafetensorsHeader.parse(json, length - 8 - header));
    } catch (SafetensorsHeader.Flaw e) {
      throw damaged(path, String.valueOf(e.getMessage()));
    }
  }

  static DataException damaged(Path path, String how) {
    return new DataException(
        path
            + " is not a sound safetensors file: "
            + how
            + ". Save or fetch it again, or check that it is the right file.");
  }

  /// Which file.
  public Path path() {
    return path;
  }

  /// The arrays by name, in the order of the header. Read them before closing the file.
  public Map<String, NamedArray> arrays() {
    return arrays;
  }

  /// The array with this name.
  ///
  /// @throws DataException if there is none; the message lists the names
  public NamedArray array(String name) {
    return Safetensors.pick(path, arrays, name);
  }

  /// The strings stored with the arrays.
  public Map<String, String> metadata() {
    return metadata;
  }

  private void read(long from, byte[] target, int count) throws IOException {
    if (closed) {
      throw new IOException(path + " was closed before its numbers were read");
    }
    synchronized (file) {
      file.seek(dataStart + from);
      file.readFully(target, 0, count);
    }
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly(file);
  }

  private static void closeQuietly(RandomAccessFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // it was only read
    }
  }
}
