package dev.gradus.engine.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Makes small IDX files.
final class IdxBytes {
  private IdxBytes() {}

  /// `n` images of `rows` by `columns`, their bytes counting up from `first`.
  static byte[] images(int n, int rows, int columns, int first) {
    var file = ByteBuffer.allocate(16 + n * rows * columns);
    file.putInt(IdxFile.IMAGES).putInt(n).putInt(rows).putInt(columns);
    for (int i = 0; file.hasRemaining(); i++) {
      file.put((byte) (first + i));
    }
    return file.array();
  }

  static byte[] labels(int... labels) {
    var file = ByteBuffer.allocate(8 + labels.length);
    file.putInt(IdxFile.LABELS).putInt(labels.length);
    for (int label : labels) {
      file.put((byte) label);
    }
    return file.array();
  }

  static byte[] packed(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// The four files, packed, with 3 training and 2 test images of 2 by 2 and labels up to
  /// `largest`.
  static void fill(Path folder, int largest) throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), packed(images(3, 2, 2, 0)));
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), packed(labels(0, largest, 1)));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), packed(images(2, 2, 2, 100)));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), packed(labels(2, 0)));
  }
}
