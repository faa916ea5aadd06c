package dev.gradus.engine.io;

import static dev.gradus.engine.io.Sentences.golden;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  private static final Shape TABLE = Shape.of(2, 3);

  @TempDir Path folder = Path.of("");

  // ---- what Python wrote

  @Test
  void readsEveryKindThatPythonWrote() {
    var content = Safetensors.read(golden("kinds.safetensors"));
    assertEquals(Map.of("format", "pt", "Grüße", "a \"b\"\n\\c"), content.metadata());
    for (var dtype : DType.values()) {
      var array = content.array(dtype.name());
      assertEquals(dtype, array.dtype());
      assertEquals(TABLE, array.shape());
      assertArrayEquals(expected(dtype), array.toFloats(), dtype.name());
      var doubles = array.toDoubles();
      for (int i = 0; i < doubles.length; i++) {
        assertEquals((double) expected(dtype)[i], doubles[i]);
      }
      if (dtype.isInteger()) {
        var ints = array.toInts();
        for (int i = 0; i < ints.length; i++) {
          assertEquals((int) expected(dtype)[i], ints[i]);
        }
      } else {
        says(array::toLongs, dtype.name(), "not whole numbers");
      }
    }
    assertEquals(Shape.of(), content.array("scalar").shape());
    assertArrayEquals(new float[] {2.5f}, content.array("scalar").toFloats());
    assertEquals(Shape.of(0, 3), content.array("empty").shape());
    assertEquals(0, content.array("empty").toFloats().length);
    assertTrue(Safetensors.read(golden("nothing.safetensors")).arrays().isEmpty());
  }

  static float[] expected(DType dtype) {
    return switch (dtype) {
      case F64, F32, F16, BF16 -> new float[] {0, 0.5f, -1, 1.5f, -50, 63.5f};
      case I64, I32, I16, I8 -> new float[] {0, 1, -2, 3, -100, 127};
      case U64, U32, U16, U8 -> new float[] {0, 1, 2, 3, 100, 255};
      case BOOL -> new float[] {1, 0, 1, 0, 0, 1};
    };
  }

  // ---- what Java writes

  @Test
  void theBytesAreAsTheFormatSays() throws IOException {
    var path = folder.resolve("a.safetensors");
    Safetensors.write(
        path,
        List.of(
            NamedArray.ofInts("n", Shape.of(1), 258), NamedArray.ofDoubles("d", Shape.of(), -2)),
        Map.of("k", "<v>"));
    var json =
        "{\"__metadata__\":{\"k\":\"<v>\"},\"d\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"n\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
    var padded = json + " ".repeat(Math.floorMod(-json.length(), 8));
    var bytes = ByteBuffer.allocate(8 + padded.length() + 12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded.length()).put(padded.getBytes(StandardCharsets.UTF_8));
    bytes.putDouble(-2).putInt(258);
    var written = Files.readString(path, StandardCharsets.ISO_8859_1);
    assertEquals(new String(bytes.array(), StandardCharsets.ISO_8859_1), written);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var path = folder.resolve("b.safetensors");
    var many = new float[100_003];
    for (int i = 0; i < many.length; i++) {
      many[i] = (float) Math.sin(i);
    }
    many[7] = Float.NaN;
    many[8] = -0f;
    Safetensors.write(
        path,
        List.of(
            NamedArray.of("many", Shape.of(many.length), many),
            NamedArray.of("tensor", Tensor.of(new float[][] {{1, 2}, {3, 4}})),
            NamedArray.ofLongs("long", Shape.of(2), Long.MIN_VALUE, Long.MAX_VALUE),
            NamedArray.of("a \"name\" \u2028 ü 😀", Shape.of(0))),
        Map.of("", "leer"));
    var content = Safetensors.read(path);
    assertArrayEquals(many, content.array("many").toFloats());
    assertArrayEquals(new float[] {1, 2, 3, 4}, content.array("tensor").toTensor().toArray());
    assertArrayEquals(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, content.array("long").toLongs());
    says(() -> content.array("long").toInts(), "which no int holds");
    assertTrue(content.arrays().containsKey("a \"name\" \u2028 ü 😀"));
    assertEquals(Map.of("", "leer"), content.metadata());
    Safetensors.write(path, content.arrays().values(), content.metadata());
    assertArrayEquals(many, Safetensors.read(path).array("many").toFloats());
  }

  @Test
  void anArrayDoesNotFollowTheNumbersItWasMadeFrom() {
    float[] numbers = {1, 2};
    var array = NamedArray.of("x", Shape.of(2), numbers);
    numbers[0] = 9;
    array.toFloats()[1] = 9;
    assertArrayEquals(new float[] {1, 2}, array.toFloats());
  }

  @Test
  void namesMustDiffer() {
    var x = NamedArray.of("x", Shape.of(), 1);
    says(
        () -> Safetensors.write(folder.resolve("c"), List.of(x.named("y"), x.named("y"))),
        "\"y\" is given to two arrays");
    says(
        () -> Safetensors.write(folder.resolve("c"), List.of(x.named("__metadata__"))), "reserved");
    says(
        () -> Safetensors.write(folder.resolve("c"), List.of(x.named("\ud800"))), "lone surrogate");
    assertFalse(Files.exists(folder.resolve("c")));
  }

  // ---- open files

  @Test
  void anOpenFileIsReadPartByPart() {
    SafetensorsFile kept;
    try (var file = SafetensorsFile.open(golden("kinds.safetensors"))) {
      assertArrayEquals(expected(DType.I8), file.array("I8").toFloats());
      says(() -> file.array("i8"), "no array \"i8\"", "I8");
      kept = file;
    }
    says(() -> kept.array("I8").toFloats(), "I8", "closed");
  }

  @Test
  void anOpenFileOutlivesAReplacement() {
    var path = folder.resolve("d.safetensors");
    Safetensors.write(path, List.of(NamedArray.of("x", Shape.of(1), 1)));
    try (var file = SafetensorsFile.open(path)) {
      Safetensors.write(path, List.of(NamedArray.of("x", Shape.of(2), 2, 2)));
      assertArrayEquals(new float[] {1}, file.array("x").toFloats());
    }
    assertArrayEquals(new float[] {2, 2}, Safetensors.read(path).array("x").toFloats());
  }

  @Test
  void anInterruptedThreadStillReadsAndWrites() {
    var path = folder.resolve("e.safetensors");
    Thread.currentThread().interrupt();
    try {
      Safetensors.write(path, List.of(NamedArray.of("x", Shape.of(1), 1)));
      assertArrayEquals(new float[] {1}, Safetensors.read(path).array("x").toFloats());
      Npy.write(path, Shape.of(1), 1f);
      assertArrayEquals(new float[] {1}, Npy.read(path).toFloats());
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt must stay");
    }
  }

  // ---- what is refused

  private Path file(String header, int dataBytes) throws IOException {
    return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  private Path file(byte[] header, int dataBytes) throws IOException {
    var bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(folder.resolve("bad"), bytes.putLong(header.length).put(header).array());
  }

  private void refused(String header, int dataBytes, String... parts) throws IOException {
    var path = file(header, dataBytes);
    says(() -> Safetensors.read(path), parts);
    says(() -> Safetensors.read(path), path.toString(), "not a sound safetensors file");
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  }

  private static String one(String dtype, String shape, String offsets) {
    return "{\"a\":" + entry(dtype, shape, offsets) + "}";
  }

  @Test
  void lengthsThatAreNotThere() throws IOException {
    says(() -> Safetensors.read(folder.resolve("none")), "there is no file");
    says(() -> Safetensors.read(folder), "there is no file");
    var path = folder.resolve("bad");
    Files.write(path, new byte[7]);
    says(() -> Safetensors.read(path), "has 7 bytes");
    for (long length : new long[] {-1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE}) {
      Files.write(
          path, ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
      says(() -> Safetensors.read(path), "more than the 100,000,000 bytes");
    }
    Files.write(path, ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN).putLong(43).array());
    says(() -> Safetensors.read(path), "header should have 43 bytes, but only 42 follow");
    refused("", 0, "does not start with {");
    refused(" {}", 0, "does not start with {");
  }

  @Test
  void headersThatAreNotTheJsonTheyShouldBe() throws IOException {
    refused("{", 0, "JSON");
    refused("{}}", 0, "JSON");
    refused("{} {}", 0, "JSON");
    refused("{'a':1}", 0, "JSON");
    refused("{\"a\":1}", 0, "JSON");
    refused("{\"a\":{}}", 0, "needs dtype, shape and two data_offsets");
    refused("{\"__metadata__\":{\"a\":1}}", 0, "is not a string");
    refused("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "twice");
    refused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "twice");
    var a = "\"a\":" + entry("U8", "[1]", "[0,1]");
    refused("{" + a + "," + a + "}", 1, "the array \"a\" twice");
    refused("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 1, "\"a\" has dtype twice");
    refused("{\"a\":{\"dtype\":8}}", 1, "dtype of \"a\" is not a string");
    refused("{\"a\":" + "[".repeat(5000) + "}", 0, "JSON");
    var notUtf8 = file(new byte[] {'{', '"', (byte) 0xff, '"', '}'}, 0);
    says(() -> Safetensors.read(notUtf8), "not UTF-8");
  }

  @Test
  void shapesAndPlacesThatCannotBe() throws IOException {
    refused(one("F8_E4M3", "[1]", "[0,1]"), 1, "F8_E4M3", "F32");
    refused(one("F32", "[-1]", "[0,4]"), 4, "whole numbers", "-1");
    refused(one("F32", "[1.0]", "[0,4]"), 4, "whole numbers", "1.0");
    refused(one("F32", "[\"1\"]", "[0,4]"), 4, "whole numbers");
    refused(one("F32", "[1e9]", "[0,4]"), 4, "whole numbers");
    refused(one("F32", "[9999999999999999999]", "[0,4]"), 4, "whole numbers");
    refused(one("F32", "[2147483648]", "[0,4]"), 4, "no Java array holds");
    refused(one("F32", "[65536,65536,65536,65536]", "[0,0]"), 0, "no Java array holds");
    refused(one("F32", "[0,4294967296]", "[0,0]"), 0, "no Java array holds");
    refused(one("F32", "[" + "1,".repeat(64) + "1]", "[0,4]"), 4, "more than 64 numbers");
    refused(one("F32", "[2]", "[0,4]"), 4, "which is 8 bytes", "[0, 4]");
    refused(one("F32", "[1]", "[4,0]"), 4, "[4, 0]");
    refused(one("F32", "[1]", "[0,4,8]"), 8, "more than 2 numbers");
    refused(one("F32", "[1]", "[0]"), 4, "two data_offsets");
    refused(one("F32", "[1]", "[0,4]"), 3, "promises 4 bytes", "there are 3");
    refused(one("F32", "[1]", "[0,4]"), 5, "promises 4 bytes", "there are 5");
    refused(one("F32", "[1]", "[4,8]"), 8, "begins at byte 4", "hole");
    refused(one("F32", "[500000000]", "[0,2000000000]"), 4, "promises 2,000,000,000 bytes");
    var overlap =
        "{\"a\":" + entry("U8", "[3]", "[0,3]") + ",\"b\":" + entry("U8", "[3]", "[2,5]") + "}";
    refused(overlap, 5, "\"b\" begins at byte 2", "expected 3", "overlap");
    var twice =
        "{\"a\":" + entry("U8", "[3]", "[0,3]") + ",\"b\":" + entry("U8", "[3]", "[0,3]") + "}";
    refused(twice, 3, "overlap");
  }

  @Test
  void unknownEntriesAreLeftOut() throws IOException {
    var path =
        file("{\"a\":{\"dtype\":\"U8\",\"more\":[{}],\"shape\":[1],\"data_offsets\":[0,1]}}  ", 1);
    assertArrayEquals(new int[] {0}, Safetensors.read(path).array("a").toInts());
  }

  @Test
  void largeUnsignedNumbersAreRounded() throws IOException {
    var header = one("U64", "[2]", "[0,16]").getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(8 + header.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).putLong(-1).putLong(Long.MIN_VALUE);
    var array = Safetensors.read(Files.write(folder.resolve("u"), bytes.array())).array("a");
    assertArrayEquals(new float[] {0x1p64f, 0x1p63f}, array.toFloats());
    assertArrayEquals(new double[] {0x1p64, 0x1p63}, array.toDoubles());
    says(array::toLongs, "18446744073709551615", "no long");
  }
}
