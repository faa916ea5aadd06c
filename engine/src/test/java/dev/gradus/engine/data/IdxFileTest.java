package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.DataException;
import dev.gradus.engine.random.Philox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  @TempDir Path folder = Path.of("");

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }

  @Test
  void readsPackedAndUnpackedAlike() throws IOException {
    byte[] bytes = IdxBytes.images(3, 2, 5, 7);
    var plain = IdxFile.read(file("a", bytes), IdxFile.IMAGES);
    var packed = IdxFile.read(file("a.gz", IdxBytes.packed(bytes)), IdxFile.IMAGES);
    var unnamed = IdxFile.read(file("b", IdxBytes.packed(bytes)), IdxFile.IMAGES);
    for (var idx : new IdxFile[] {plain, packed, unnamed}) {
      assertEquals(3, idx.count());
      assertEquals(2, idx.dim(1));
      assertEquals(5, idx.dim(2));
      assertArrayEquals(Arrays.copyOfRange(bytes, 16, bytes.length), idx.data());
      assertEquals(HexFormat.of().formatHex(IdxFile.sha256Digest().digest(bytes)), idx.sha256());
      assertEquals(idx.sha256(), IdxFile.unpackedSha256(idx.path()));
    }
  }

  @Test
  void tooShortAndTooLong() throws IOException {
    byte[] bytes = IdxBytes.images(3, 2, 2, 0);
    var cut = file("cut", Arrays.copyOf(bytes, 25));
    says(() -> IdxFile.read(cut, IdxFile.IMAGES), "cut off", "promises 12 bytes", "there are 9");
    var header = file("header", Arrays.copyOf(bytes, 10));
    says(() -> IdxFile.read(header, IdxFile.IMAGES), "ends within its header");
    var empty = file("empty", new byte[0]);
    says(() -> IdxFile.read(empty, IdxFile.IMAGES), "ends within its magic number");
    var more = file("more", Arrays.copyOf(bytes, 31));
    says(() -> IdxFile.read(more, IdxFile.IMAGES), "3 more bytes after the 12");
    var gzip = file("cut.gz", Arrays.copyOf(IdxBytes.packed(bytes), 30));
    says(() -> IdxFile.read(gzip, IdxFile.IMAGES), "cut.gz", "packed data");
    var zipped = file("more.gz", IdxBytes.packed(Arrays.copyOf(bytes, 29)));
    says(() -> IdxFile.read(zipped, IdxFile.IMAGES), "1 more bytes");
    says(() -> IdxFile.read(folder.resolve("none"), IdxFile.IMAGES), "there is no file", "none");
    says(() -> IdxFile.read(folder, IdxFile.IMAGES), "there is no file");
  }

  @Test
  void anotherKind() throws IOException {
    var labels = file("labels", IdxBytes.labels(1, 2));
    says(
        () -> IdxFile.read(labels, IdxFile.IMAGES),
        "not a file of images",
        "0x00000801 (labels)",
        "expected 0x00000803",
        "exchanged");
    var images = file("images", IdxBytes.images(1, 2, 2, 0));
    says(() -> IdxFile.read(images, IdxFile.LABELS), "not a file of labels", "exchanged");
    var floats = file("floats", new byte[] {0, 0, 0x0D, 3, 0, 0, 0, 1});
    says(() -> IdxFile.read(floats, IdxFile.IMAGES), "32-bit floats", "unsigned bytes");
    var page = file("page", "<html>not found</html>".getBytes(StandardCharsets.US_ASCII));
    says(() -> IdxFile.read(page, IdxFile.IMAGES), "no IDX file");
    var bare = file("bare.gz", IdxBytes.labels(1, 2));
    says(() -> IdxFile.read(bare, IdxFile.LABELS), "named .gz but is not packed");
  }

  @Test
  void headersThatPromiseTooMuchCostNothing() throws IOException {
    int[][] headers = {
      {2_000_000_000, 1, 1},
      {60_000, 180, 180},
      {Integer.MAX_VALUE, Integer.MAX_VALUE, 2},
      {-1, 28, 28},
      {0, 28, 28},
      {3, 0, 28},
      {65_536, 65_536, 65_536}
    };
    for (int[] h : headers) {
      var bytes = ByteBuffer.allocate(100).putInt(IdxFile.IMAGES);
      for (int d : h) {
        bytes.putInt(d);
      }
      var plain = file("plain", bytes.array());
      var packed = file("packed.gz", IdxBytes.packed(bytes.array()));
      says(() -> IdxFile.read(plain, IdxFile.IMAGES), "plain is cut off or damaged");
      says(() -> IdxFile.read(packed, IdxFile.IMAGES), "packed.gz is cut off or damaged");
    }
  }

  @Test
  void spoiltFilesGiveSentencesOnly() throws IOException {
    byte[] good = IdxBytes.images(4, 3, 3, 0);
    byte[] packed = IdxBytes.packed(good);
    var random = new Philox(11, 0);
    int refused = 0;
    for (int trial = 0; trial < 6000; trial++) {
      byte[] bytes = spoilt(trial % 2 == 0 ? good : packed, random);
      var path = Path.of(trial % 3 == 0 ? "x.gz" : "x");
      try {
        var idx = IdxFile.read(path, new ByteArrayInputStream(bytes), IdxFile.IMAGES);
        assertEquals(idx.count() * idx.dim(1) * idx.dim(2), idx.data().length);
      } catch (DataException e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).contains(path.toString()), e::toString);
      }
    }
    assertTrue(refused > 3000, "refused " + refused);
  }

  /// Some bytes changed, cut off, added or doubled.
  private static byte[] spoilt(byte[] source, Philox random) {
    byte[] bytes = source.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int reach = random.nextBoolean() ? Math.min(20, bytes.length) : bytes.length;
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20) + 1);
        case 1 -> bytes = joined(bytes, bytes);
        case 2 -> bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        default -> bytes[random.nextInt(reach)] = (byte) random.nextInt();
      }
      if (bytes.length < 20) {
        return bytes;
      }
    }
    return bytes;
  }
}
