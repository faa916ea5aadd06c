package dev.gradus.engine.io;

import dev.gradus.engine.random.Philox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Spoils the bytes of a file: bits, lengths, numbers in text, words exchanged, parts cut or
/// doubled.
final class ByteSpoiler {
  private ByteSpoiler() {}

  static byte[] spoilt(byte[] sound, Philox random) {
    var bytes = sound.clone();
    for (int n = random.nextInt(3); n >= 0 && bytes.length > 16; n--) {
      int reach = random.nextBoolean() ? Math.min(40, bytes.length) : bytes.length;
      int at = random.nextInt(reach);
      switch (random.nextInt(8)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt();
        case 3 -> bytes = without(bytes, at, 1 + random.nextInt(8));
        case 4 -> bytes = numberChanged(bytes, random);
        case 5 -> bytes = wordsExchanged(bytes, random);
        case 6 -> lengthChanged(bytes, random);
        default -> bytes = doubled(bytes, at, random.nextInt(40));
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    return ByteBuffer.allocate(bytes.length - (end - at))
        .put(bytes, 0, at)
        .put(bytes, end, bytes.length - end)
        .array();
  }

  private static byte[] doubled(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    return ByteBuffer.allocate(bytes.length + end - at)
        .put(bytes, 0, end)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  /// A length of 4 or 8 bytes at the start, or where zips keep theirs.
  private static void lengthChanged(byte[] bytes, Philox random) {
    long[] lengths = {0, 1, -1, 7, 1L << 31, 100_000_000, Long.MAX_VALUE, bytes.length, 0xFFFF};
    long length = lengths[random.nextInt(lengths.length)];
    int[] places = {0, 8, 18, 22, 26, bytes.length - 10, bytes.length - 6, bytes.length - 12};
    int at = Math.min(places[random.nextInt(places.length)], bytes.length - 8);
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (random.nextBoolean()) {
      buffer.putLong(at, length);
    } else {
      buffer.putInt(at, (int) length);
    }
  }

  /// A number in the text of the header becomes another.
  private static byte[] numberChanged(byte[] bytes, Philox random) {
    String[] numbers = {
      "0",
      "-1",
      "1",
      "3",
      "2147483647",
      "2147483648",
      "65536",
      "9223372036854775807",
      "99999999999999999999",
      "1.5",
      "1e9",
      "null",
      "true",
      "\"x\"",
      "[]",
      "{}",
      ""
    };
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = random.nextInt(text.length());
    while (at < text.length() && !Character.isDigit(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    var other = numbers[random.nextInt(numbers.length)];
    var changed = text.substring(0, at) + other + text.substring(end);
    return lengthKept(bytes, text, changed);
  }

  /// Two words of the header change places: names, kinds, offsets.
  private static byte[] wordsExchanged(byte[] bytes, Philox random) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var words = text.substring(0, Math.min(text.length(), 4000)).split("(?<=[,:\\[{])", -1);
    int a = random.nextInt(words.length);
    int b = random.nextInt(words.length);
    var word = words[a];
    words[a] = words[b];
    words[b] = word;
    var rest = text.length() > 4000 ? text.substring(4000) : "";
    return lengthKept(bytes, text, String.join("", words) + rest);
  }

  /// Corrects the length of a safetensors header, so that the change itself is met.
  private static byte[] lengthKept(byte[] bytes, String text, String changed) {
    var out = changed.getBytes(StandardCharsets.ISO_8859_1);
    if (text.length() > 9 && text.charAt(8) == '{' && out.length > 9) {
      var order = ByteOrder.LITTLE_ENDIAN;
      long length = ByteBuffer.wrap(bytes).order(order).getLong();
      ByteBuffer.wrap(out).order(order).putLong(0, length + out.length - bytes.length);
    }
    return out;
  }
}
