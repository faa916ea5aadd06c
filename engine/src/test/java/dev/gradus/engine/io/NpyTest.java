package dev.gradus.engine.io;

import static dev.gradus.engine.io.Sentences.golden;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  static final List<DType> KINDS =
      Arrays.stream(DType.values()).filter(t -> !t.numpy().isEmpty()).toList();

  @TempDir Path folder = Path.of("");

  private static float[] counted(int n) {
    return Tensor.arange(n).toArray();
  }

  @Test
  void readsEveryKindInBothByteOrders() {
    assertEquals(12, KINDS.size());
    for (var dtype : KINDS) {
      var names =
          dtype.bytes() == 1
              ? List.of(dtype.numpy())
              : List.of(dtype.numpy(), dtype.numpy() + "-big");
      for (var name : names) {
        var array = Npy.read(golden(name + ".npy"));
        assertEquals(name, array.name());
        assertEquals(dtype, array.dtype());
        assertEquals(Shape.of(2, 3), array.shape());
        assertArrayEquals(SafetensorsTest.expected(dtype), array.toFloats(), name);
      }
    }
  }

  @Test
  void readsEveryVersionLayoutAndRank() {
    for (var name : List.of("version1", "version2", "version3", "fortran", "fortran-big")) {
      var array = Npy.read(golden(name + ".npy"));
      assertEquals(Shape.of(2, 3, 4), array.shape());
      assertArrayEquals(counted(24), array.toFloats(), name);
    }
    assertEquals(Shape.of(), Npy.read(golden("scalar.npy")).shape());
    assertEquals(2.5f, Npy.readTensor(golden("scalar.npy")).get());
    assertEquals(Shape.of(0, 3), Npy.read(golden("empty.npy")).shape());
    assertArrayEquals(new double[] {0, 1, 2}, Npy.read(golden("vector.npy")).toDoubles());
  }

  @Test
  void whatNumpyAloneCanReadIsRefused() {
    says(() -> Npy.read(golden("text.npy")), "\"<U2\"", "none of");
    says(() -> Npy.read(golden("complex.npy")), "\"<c16\"");
    says(() -> Npy.read(golden("fields.npy")), "several fields");
    says(() -> Npy.read(golden("objects.npy")), "Python objects");
  }

  @Test
  void theBytesAreNumpys() throws IOException {
    for (var name :
        List.of("f4", "i4", "f8", "i8", "b1", "scalar", "empty", "vector", "version1")) {
      var path = folder.resolve(name + ".npy");
      Npy.write(path, Npy.read(golden(name + ".npy")));
      assertArrayEquals(Files.readAllBytes(golden(name + ".npy")), Files.readAllBytes(path), name);
    }
  }

  @Test
  void tensorsFloatsAndIntegers() {
    var path = folder.resolve("x.npy");
    Npy.write(path, Tensor.of(new float[][] {{1, 2}, {3, 4}}));
    assertArrayEquals(new float[] {1, 2, 3, 4}, Npy.readTensor(path).toArray());
    Npy.write(path, Shape.of(2), 1.5f, 2.5f);
    assertArrayEquals(new float[] {1.5f, 2.5f}, Npy.read(path).toFloats());
    Npy.write(path, Shape.of(2, 1), 7, -8);
    assertEquals(DType.I32, Npy.read(path).dtype());
    assertArrayEquals(new int[] {7, -8}, Npy.read(path).toInts());
    Npy.write(path, Safetensors.read(golden("kinds.safetensors")).array("BF16"));
    assertEquals(DType.F32, Npy.read(path).dtype());
    assertArrayEquals(SafetensorsTest.expected(DType.BF16), Npy.read(path).toFloats());
  }

  private void refused(int version, String header, int dataBytes, String... parts)
      throws IOException {
    var text = header.getBytes(StandardCharsets.ISO_8859_1);
    var bytes = ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + dataBytes);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) version).put((byte) 0);
    bytes.put((byte) text.length).put((byte) (text.length >> 8));
    if (version > 1) {
      bytes.put((byte) 0).put((byte) 0);
    }
    var path = Files.write(folder.resolve("bad.npy"), bytes.put(text).array());
    says(() -> Npy.read(path), parts);
    says(() -> Npy.read(path), path.toString(), "not a .npy file that can be read");
  }

  private static String header(String shape) {
    return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}";
  }

  @Test
  void damagedFiles() throws IOException {
    says(() -> Npy.read(folder.resolve("none.npy")), "there is no file");
    refused(4, header("()"), 4, "version 4.0");
    refused(1, header("(2,)"), 7, "promises 8 bytes");
    refused(1, header("(2,)"), 9, "but there are more");
    refused(1, header("(2000000000,)"), 4, "promises 8,000,000,000 bytes");
    refused(2, header("(2147483648,)"), 4, "more than a Java array holds");
    refused(3, header("(65536, 65536)"), 4, "more numbers than a Java array holds");
    refused(1, header("(-1,)"), 4, "whole numbers");
    refused(1, header("(" + "1,".repeat(65) + ")"), 4, "at most 64");
    refused(1, header("(1 1)"), 4, "expected ,");
    refused(1, header("(1,)") + "x", 4, "goes on");
    refused(1, "{'descr': '<f4', 'shape': (1,)}", 4, "needs descr, fortran_order and shape");
    refused(1, "{'descr': '<f4', 'descr': '<f4'}", 4, "descr is there twice");
    refused(1, "{'more': 1}", 4, "\"more\" is not known");
    refused(1, "{'descr': 4}", 4, "expected a string");
    refused(1, "{'fortran_order': true}", 4, "True or False");
    refused(1, "", 0, "expected {");
    var good = Files.readAllBytes(golden("f4.npy"));
    for (int length = 0; length < good.length; length++) {
      var path = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(good, length));
      says(() -> Npy.read(path), "cut.npy");
    }
    var long2 = Arrays.copyOf(Files.readAllBytes(golden("version2.npy")), 200);
    Arrays.fill(long2, 8, 12, (byte) 0xff);
    var path = Files.write(folder.resolve("long.npy"), long2);
    says(() -> Npy.read(path), "4294967295 bytes, more than 65,536");
    assertTrue(Files.exists(path));
  }
}
