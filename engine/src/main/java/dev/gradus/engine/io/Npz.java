package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// NumPy's `.npz` files: a zip of `.npy` files, packed or not.
public final class Npz {
  /// How many bytes a file may unpack to unless said otherwise.
  public static final long LIMIT = 1L << 31;

  /// No deflated data grow more than this.
  private static final long MAX_RATIO = 1032;

  private static final String ENDING = ".npy";

  private Npz() {}

  /// Reads all arrays, named as in the file without `.npy`.
  ///
  /// @throws DataException if the file is missing, damaged or of another kind, or unpacks to more
  ///   than [#LIMIT] bytes
  public static Map<String, NamedArray> read(Path path) {
    Given.one("the path", path);
    return read(path, LIMIT);
  }

  /// Reads all arrays of a file that may unpack to so many bytes.
  ///
  /// @throws DataException as [#read(Path)]
  public static Map<String, NamedArray> read(Path path, long limit) {
    Given.one("the path", path);
    if (!Files.isRegularFile(path)) {
      throw new DataException("there is no file " + path + ". Check the name and the folder.");
    }
    try (var zip = new ZipFile(path.toFile())) {
      Map<String, NamedArray> arrays = new LinkedHashMap<>();
      long left = limit;
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        var name = name(path, entry.getName());
        if (arrays.containsKey(name)) {
          throw damaged(path, "the array " + SafetensorsHeader.quoted(name) + " is there twice");
        }
        var array = array(path, zip, entry, name, left);
        left -= array.byteSize();
        arrays.put(name, array);
      }
      return Collections.unmodifiableMap(arrays);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      throw damaged(path, String.valueOf(e.getMessage()));
    }
  }

  private static String name(Path path, String entry) {
    if (!entry.endsWith(ENDING)) {
      throw damaged(path, "the entry " + SafetensorsHeader.quoted(entry) + " is no .npy file");
    }
    return entry.substring(0, entry.length() - ENDING.length());
  }

  private static NamedArray array(Path path, ZipFile zip, ZipEntry entry, String name, long left)
      throws IOException {
    var where = path + ", array " + SafetensorsHeader.quoted(name);
    long size = entry.getSize();
    if (size < 0 || size / MAX_RATIO > entry.getCompressedSize()) {
      throw damaged(path, name + " claims to unpack to " + size + " bytes, which it cannot");
    }
    if (size > left) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s unpacks to %,d bytes, more than the %,d that are left of the limit. If you trust"
                  + " the file, read it with Npz.read(path, limit).",
              where,
              size,
              left));
    }
    try (var in = zip.getInputStream(entry)) {
      return Npy.read(where, name, in, size);
    }
  }

  private static DataException damaged(Path path, String how) {
    return new DataException(
        path
            + " is not a .npz file that can be read: "
            + how
            + ". Save it again with numpy.savez, or check that it is the right file.");
  }

  /// Writes arrays unpacked, as `numpy.savez` does, all or nothing ([AtomicFile]).
  ///
  /// @throws DataException if two arrays have the same name, or the file cannot be written
  public static void write(Path path, Collection<NamedArray> arrays) {
    Given.one("the path", path);
    Given.one("the arrays", arrays);
    write(path, arrays, false);
  }

  /// Writes arrays packed, as `numpy.savez_compressed` does.
  ///
  /// @throws DataException if two arrays have the same name, or the file cannot be written
  public static void writeCompressed(Path path, Collection<NamedArray> arrays) {
    Given.one("the path", path);
    Given.one("the arrays", arrays);
    write(path, arrays, true);
  }

  private static void write(Path path, Collection<NamedArray> arrays, boolean packed) {
    var seen = new HashSet<String>();
    for (var array : arrays) {
      if (array.name().isEmpty() || !seen.add(array.name())) {
        throw new DataException(
            "the name "
                + SafetensorsHeader.quoted(array.name())
                + " is empty or given to two arrays. Give every array a name of its own.");
      }
    }
    AtomicFile.write(
        path,
        out -> {
          var zip = new ZipOutputStream(out);
          for (var array : arrays) {
            zip.putNextEntry(packed ? entry(array) : stored(array));
            Npy.write(zip, array);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  /// Always the same time, so that the same arrays give the same file.
  private static ZipEntry entry(NamedArray array) {
    var entry = new ZipEntry(array.name() + ENDING);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    return entry;
  }

  /// An unpacked entry says its size and checksum beforehand.
  private static ZipEntry stored(NamedArray array) throws IOException {
    var crc = new CRC32();
    var count = new long[1];
    Npy.write(
        new OutputStream() {
          @Override
          public void write(int b) {
            crc.update(b);
            count[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            crc.update(bytes, from, length);
            count[0] += length;
          }
        },
        array);
    var entry = entry(array);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(count[0]);
    entry.setCompressedSize(count[0]);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
