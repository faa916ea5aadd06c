package dev.gradus.engine.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.gradus.engine.Shape;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file, read as a stream so that repeated names are seen, and checked
/// against the length of the data.
///
/// @param entries the arrays in the order of the header
/// @param metadata the strings under `__metadata__`
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  private static final int MAX_RANK = 64;

  /// An array and the place of its bytes within the data.
  record Entry(DType dtype, Shape shape, long begin, long end) {}

  /// What is wrong with a header.
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1L;

    Flaw(String message) {
      super(message);
    }
  }

  /// Reads and checks a header.
  ///
  /// @param dataLength bytes of the file after the header
  static SafetensorsHeader parse(byte[] json, long dataLength) throws Flaw {
    if (json.length == 0 || json[0] != '{') {
      throw new Flaw("its header does not start with {");
    }
    try (var in = new JsonReader(new StringReader(utf8(json)))) {
      in.setStrictness(Strictness.STRICT);
      var header = read(in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new Flaw("its header goes on after the closing }");
      }
      checkPlaces(header.entries, dataLength);
      return header;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new Flaw("its header is not the JSON it should be (" + firstLine(e) + ")");
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String utf8(byte[] bytes) throws Flaw {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Flaw("its header is not UTF-8");
    }
  }

  private static SafetensorsHeader read(JsonReader in) throws IOException, Flaw {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = null;
    in.beginObject();
    while (in.hasNext()) {
      var name = in.nextName();
      if (name.equals(METADATA)) {
        if (metadata != null) {
          throw new Flaw("its header has " + METADATA + " twice");
        }
        metadata = strings(in);
      } else if (entries.put(name, entry(in, name)) != null) {
        throw new Flaw("its header has the array " + quoted(name) + " twice");
      }
    }
    in.endObject();
    return new SafetensorsHeader(entries, metadata == null ? Map.of() : metadata);
  }

  private static Map<String, String> strings(JsonReader in) throws IOException, Flaw {
    Map<String, String> strings = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      var key = in.nextName();
      if (in.peek() != JsonToken.STRING) {
        throw new Flaw("its metadata " + quoted(key) + " is not a string");
      }
      if (strings.put(key, in.nextString()) != null) {
        throw new Flaw("its metadata has " + quoted(key) + " twice");
      }
    }
    in.endObject();
    return strings;
  }

  private static Entry entry(JsonReader in, String name) throws IOException, Flaw {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    in.beginObject();
    while (in.hasNext()) {
      var key = in.nextName();
      switch (key) {
        case "dtype" -> dtype = once(name, key, dtype, string(in, name));
        case "shape" -> shape = once(name, key, shape, numbers(in, name, key, MAX_RANK));
        case "data_offsets" -> offsets = once(name, key, offsets, numbers(in, name, key, 2));
        default -> in.skipValue(); // as the reference does
      }
    }
    in.endObject();
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new Flaw(quoted(name) + " needs dtype, shape and two data_offsets");
    }
    return checked(name, dtype, shape, offsets.get(0), offsets.get(1));
  }

  private static <T> T once(String name, String key, @Nullable T before, T now) throws Flaw {
    if (before != null) {
      throw new Flaw(quoted(name) + " has " + key + " twice");
    }
    return now;
  }

  private static String string(JsonReader in, String name) throws IOException, Flaw {
    if (in.peek() != JsonToken.STRING) {
      throw new Flaw("the dtype of " + quoted(name) + " is not a string");
    }
    return in.nextString();
  }

  private static List<Long> numbers(JsonReader in, String name, String key, int most)
      throws IOException, Flaw {
    var numbers = new ArrayList<Long>();
    in.beginArray();
    while (in.hasNext()) {
      if (numbers.size() == most) {
        throw new Flaw(quoted(name) + " has more than " + most + " numbers in its " + key);
      }
      var text = in.peek() == JsonToken.NUMBER ? in.nextString() : "something else";
      if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new Flaw(
            quoted(name)
                + " needs whole numbers from 0 to 10^18 in its "
                + key
                + ", got "
                + abridged(text));
      }
      numbers.add(Long.parseLong(text));
    }
    in.endArray();
    return numbers;
  }

  private static Entry checked(String name, String dtype, List<Long> dims, long begin, long end)
      throws Flaw {
    var type =
        DType.named(dtype)
            .orElseThrow(() ->
                new Flaw(
                    quoted(name)
                        + " has the dtype "
                        + abridged(dtype)
                        + ", which is not one of "
                        + List.of(DType.values())));
    var sizes = new int[dims.size()];
    long count = 1;
    for (int i = 0; i < sizes.length; i++) {
      long size = dims.get(i);
      count = size > Integer.MAX_VALUE ? Long.MAX_VALUE : count * size;
      if (count > Integer.MAX_VALUE) {
        throw new Flaw(
            quoted(name)
                + " has the shape "
                + dims
                + ", more than 2^31 - 1 numbers, which no Java array holds");
      }
      sizes[i] = (int) size;
    }
    if (end < begin || end - begin != count * type.bytes()) {
      throw new Flaw(
          String.format(
              java.util.Locale.ROOT,
              "%s has the shape %s of %s, which is %,d bytes, but its data_offsets are [%d, %d]",
              quoted(name),
              dims,
              type,
              count * type.bytes(),
              begin,
              end));
    }
    return new Entry(type, Shape.of(sizes), begin, end);
  }

  /// The arrays must fill the data from first to last byte, one after the other.
  private static void checkPlaces(Map<String, Entry> entries, long dataLength) throws Flaw {
    var inOrder =
        entries.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin)
                    .thenComparingLong(e -> e.getValue().end))
            .toList();
    long at = 0;
    for (var e : inOrder) {
      long begin = e.getValue().begin;
      if (begin != at) {
        throw new Flaw(
            String.format(
                java.util.Locale.ROOT,
                "%s begins at byte %d of the data, expected %d: %s",
                quoted(e.getKey()),
                begin,
                at,
                begin < at ? "arrays overlap" : "there is a hole"));
      }
      at = e.getValue().end;
    }
    if (at != dataLength) {
      throw new Flaw(
          String.format(
              java.util.Locale.ROOT,
              "its header promises %,d bytes of data, but there are %,d",
              at,
              dataLength));
    }
  }

  /// A name from a file for a message: short and on one line.
  static String quoted(String name) {
    return "\"" + abridged(name) + "\"";
  }

  static String abridged(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.length() > line.length() ? line + "..." : line.toString();
  }
}
