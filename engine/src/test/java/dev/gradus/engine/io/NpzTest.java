package dev.gradus.engine.io;

import static dev.gradus.engine.io.Sentences.golden;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir Path folder = Path.of("");

  @Test
  void readsWhatNumpyStoredAndPacked() {
    for (var file : List.of("stored.npz", "packed.npz")) {
      var arrays = Npz.read(golden(file));
      assertEquals(13, arrays.size());
      for (var dtype : NpyTest.KINDS) {
        var array = Safetensors.pick(Path.of(file), arrays, dtype.numpy());
        assertEquals(dtype, array.dtype());
        assertArrayEquals(SafetensorsTest.expected(dtype), array.toFloats());
      }
      var cube = Safetensors.pick(Path.of(file), arrays, "cube");
      assertArrayEquals(Tensor.arange(24).toArray(), cube.toTensor().toArray());
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    var arrays = new ArrayList<>(Npz.read(golden("stored.npz")).values());
    var stored = folder.resolve("a.npz");
    var packed = folder.resolve("b.npz");
    arrays.add(NamedArray.of("zeros", Shape.of(100, 100), new float[10_000]));
    Npz.write(stored, arrays);
    Npz.writeCompressed(packed, arrays);
    assertTrue(Files.size(stored) > 40_000);
    assertTrue(Files.size(packed) < 5_000);
    for (var path : List.of(stored, packed)) {
      var again = Npz.read(path);
      assertEquals(
          arrays.stream().map(NamedArray::toString).toList(),
          again.values().stream().map(NamedArray::toString).toList());
      for (var array : arrays) {
        assertArrayEquals(
            array.toDoubles(), Safetensors.pick(path, again, array.name()).toDoubles());
      }
      var before = Files.readAllBytes(path);
      Npz.write(stored, arrays);
      Npz.writeCompressed(packed, arrays);
      assertArrayEquals(before, Files.readAllBytes(path), "the same arrays give the same bytes");
    }
    var x = NamedArray.of("x", Shape.of(), 1);
    says(() -> Npz.write(stored, List.of(NamedArray.of("", Tensor.ones(1)))), "empty");
    assertEquals("x", x.named("y").named("x").name());
    says(() -> Npz.write(stored, List.of(arrays.getFirst(), arrays.getFirst())), "two arrays");
  }

  private interface Body {
    void write(ZipOutputStream zip) throws IOException;
  }

  private Path zip(Body body) throws IOException {
    var path = folder.resolve("bad.npz");
    try (OutputStream out = Files.newOutputStream(path);
        var zip = new ZipOutputStream(out)) {
      body.write(zip);
    }
    return path;
  }

  @Test
  void bombsAreNotUnpacked() throws IOException {
    var zeros = NamedArray.of("x", Shape.of(1000, 1000), new float[1_000_000]);
    var path = folder.resolve("bomb.npz");
    Npz.writeCompressed(path, List.of(zeros, zeros.named("y")));
    assertTrue(Files.size(path) < 10_000);
    says(() -> Npz.read(path, 1_000_000), "array \"x\"", "unpacks to 4,000,128 bytes", "1,000,000");
    says(() -> Npz.read(path, 6_000_000), "array \"y\"", "are left of the limit");
    assertEquals(2, Npz.read(path, 8_000_256).size());
  }

  @Test
  void aSizeThatLiesIsFoundOut() throws IOException {
    var path = folder.resolve("lie.npz");
    Npz.writeCompressed(path, List.of(NamedArray.of("x", Shape.of(1000), new float[1000])));
    var bytes = Files.readAllBytes(path);
    int central = lastIndex(bytes, new byte[] {'P', 'K', 1, 2});
    for (int size : new int[] {100, 1_000_000, 2_000_000_000, -1}) {
      for (int i = 0; i < 4; i++) {
        bytes[central + 24 + i] = (byte) (size >> (8 * i));
      }
      Files.write(path, bytes);
      says(() -> Npz.read(path), "lie.npz");
    }
  }

  private static int lastIndex(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .lastIndexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  @Test
  void twoEntriesOfOneName() throws IOException {
    var path = folder.resolve("twice.npz");
    Npz.write(
        path,
        List.of(NamedArray.of("xa", Shape.of(), 1), NamedArray.of("xb", Shape.of(), 1)).stream()
            .map(a -> NamedArray.of(a.name(), Tensor.ones(1)))
            .toList());
    var text = Files.readString(path, StandardCharsets.ISO_8859_1).replace("xb.npy", "xa.npy");
    Files.writeString(path, text, StandardCharsets.ISO_8859_1);
    says(() -> Npz.read(path), "\"xa\" is there twice");
  }

  @Test
  void whatIsNoNpz() throws IOException {
    says(() -> Npz.read(folder.resolve("none.npz")), "there is no file");
    says(() -> Npz.read(golden("f4.npy")), "not a .npz file");
    var other =
        zip(z -> {
          z.putNextEntry(new ZipEntry("readme.txt"));
          z.write(1);
        });
    says(() -> Npz.read(other), "\"readme.txt\" is no .npy file");
    var damaged =
        zip(z -> {
          z.putNextEntry(new ZipEntry("x.npy"));
          z.write(new byte[200]);
        });
    says(() -> Npz.read(damaged), "array \"x\"", "does not start as a .npy file");
  }
}
