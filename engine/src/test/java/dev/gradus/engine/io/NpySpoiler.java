package dev.gradus.engine.io;

import dev.gradus.engine.io.Spoiling.Kind;
import dev.gradus.engine.io.Spoiling.Reading;
import dev.gradus.engine.random.Philox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Spoils `.npy` and `.npz` files by their structure.
final class NpySpoiler {
  private static final List<String> KINDS =
      List.of(
          "'<f4'",
          "'>f8'",
          "'|b1'",
          "'|O'",
          "'<U8'",
          "'<c8'",
          "''",
          "'<'",
          "'f4'",
          "'=i8'",
          "'?'",
          "[('a','<f4')]",
          "3",
          "None",
          "'<f99999999999'",
          "\"<f2\"");
  private static final List<String> ORDERS =
      List.of("True", "False", "true", "0", "None", "'True'", "");
  private static final List<String> SHAPES =
      List.of(
          "()",
          "(0,)",
          "(3,)",
          "(2, 3, 4)",
          "(4, 3, 2)",
          "(24,)",
          "3",
          "(-1,)",
          "(2147483647,)",
          "(2147483648,)",
          "(65536, 65536)",
          "(2147483647, 2147483647, 2147483647)",
          "(0, 2147483647, 2147483647)",
          "(99999999999999999999,)",
          "(3L,)",
          "(1.5,)",
          "(3",
          "((3,),)",
          "[3]",
          "(,)",
          "(" + "1, ".repeat(70) + ")",
          "(" + "1, ".repeat(64) + ")",
          "(" + "2, ".repeat(64) + ")",
          "(" + "(".repeat(10_000) + ")");

  private NpySpoiler() {}

  /// The dictionary of a file is spoilt, its length stated rightly or not.
  static Kind kind(String name, byte[] sound, Reading reading) {
    return new Kind(name, sound, random -> spoilt(sound, random), reading);
  }

  private static <T> T any(List<T> list, Philox random) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] spoilt(byte[] sound, Philox random) {
    int wide = sound[6] == 1 ? 2 : 4;
    int length = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    var data = Arrays.copyOfRange(sound, 8 + wide + length, sound.length);
    var text = new String(sound, 8 + wide, length, StandardCharsets.ISO_8859_1);
    var entries =
        new ArrayList<>(
            List.of(
                "'descr': " + entry(text, "descr", KINDS, random),
                "'fortran_order': " + entry(text, "fortran_order", ORDERS, random),
                "'shape': " + entry(text, "shape", SHAPES, random)));
    switch (random.nextInt(8)) {
      case 0 -> entries.remove(random.nextInt(3));
      case 1 -> entries.add(any(entries, random));
      case 2 -> entries.add("'more': 1");
      case 3 -> Collections.swap(entries, 0, random.nextInt(3));
      default -> {}
    }
    var spoilt = "{" + String.join(", ", entries) + ", }" + " ".repeat(random.nextInt(60)) + "\n";
    return file(sound, spoilt, wide, data, random);
  }

  /// Mostly as it was.
  private static String entry(String text, String key, List<String> others, Philox random) {
    var found = Pattern.compile("'" + key + "': ('[^']*'|\\w+|\\([^)]*\\))").matcher(text);
    return found.find() && random.nextInt(3) > 0 ? found.group(1) : any(others, random);
  }

  private static byte[] file(byte[] sound, String text, int wide, byte[] data, Philox random) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    var out =
        ByteBuffer.allocate(8 + wide + bytes.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(sound, 0, 8);
    int stated =
        switch (random.nextInt(6)) {
          case 0 -> random.nextInt();
          case 1 -> bytes.length + random.nextInt(9) - 4;
          default -> bytes.length;
        };
    if (wide == 2) {
      out.putShort((short) stated);
    } else {
      out.putInt(stated);
    }
    return out.put(bytes).put(data).array();
  }

  /// A zip of odd entries: names, folders, arrays within arrays, many empty ones, and afterwards
  /// two of the same name.
  static byte[] zip(byte[] array, Philox random) throws IOException {
    var names =
        List.of("a.npy", "b.npy", "a", "../a.npy", "/a.npy", ".npy", "a/", "a\u0000.npy", "ä.npy");
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("first.npy"));
      zip.write(array);
      int count = random.nextInt(4) == 0 ? 300 : random.nextInt(4);
      for (int i = 0; i < count; i++) {
        var name = any(names, random);
        zip.putNextEntry(new ZipEntry(i < 2 ? i + name : i + ".npy"));
        int kind = random.nextInt(4);
        zip.write(
            kind == 0
                ? array
                : kind == 1 ? new byte[random.nextInt(1 << 12)] : spoilt(array, random));
      }
    }
    var made = bytes.toByteArray();
    return random.nextInt(3) == 0 ? renamed(made) : made;
  }

  /// The second entry under the name of the first, in all places where names stand.
  private static byte[] renamed(byte[] zip) {
    var text = new String(zip, StandardCharsets.ISO_8859_1);
    return text.replace("0b.npy", "0a.npy")
        .replace("1a.npy", "0a.npy")
        .replace("1b.npy", "0a.npy")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
