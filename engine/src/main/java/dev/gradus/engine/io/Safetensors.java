package dev.gradus.engine.io;

import com.google.gson.stream.JsonWriter;
import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The safetensors format: named arrays and strings in one file that runs no code when it is read.
///
/// Layout: 8 bytes, the length n of the header (little-endian); n bytes of JSON, `{"name":
/// {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ..., "__metadata__": {"key":
/// "value"}}`; the numbers, little-endian and row-major, without gaps. Source: the format's
/// description in the repository huggingface/safetensors.
public final class Safetensors {
  private Safetensors() {}

  /// What a file holds.
  ///
  /// @param arrays by name, in the order of the header
  /// @param metadata strings stored with them
  public record Content(Map<String, NamedArray> arrays, Map<String, String> metadata) {
    /// Keeps copies that do not change.
    public Content {
      arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// The array with this name.
    ///
    /// @throws DataException if there is none; the message lists the names
    public NamedArray array(String name) {
      Given.one("the name of the array", name);
      return pick(Path.of("the file"), arrays, name);
    }
  }

  /// Reads a whole file into memory. [SafetensorsFile] reads a large one array by array.
  ///
  /// @throws DataException if the file is missing, cut off, damaged or of another kind, or an array
  ///   has 2^31 bytes or more
  public static Content read(Path path) {
    Given.one("the path", path);
    try (var file = SafetensorsFile.open(path)) {
      Map<String, NamedArray> arrays = new LinkedHashMap<>();
      for (var array : file.arrays().values()) {
        if (array.byteSize() > Integer.MAX_VALUE - 16) {
          throw new DataException(
              path
                  + " holds "
                  + array
                  + ", more than the 2^31 bytes of one Java array. Open it with"
                  + " SafetensorsFile.open, which reads in parts.");
        }
        arrays.put(array.name(), array.inMemory());
      }
      return new Content(arrays, file.metadata());
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e + ".", e);
    }
  }

  /// Writes arrays, all or nothing; see [AtomicFile].
  ///
  /// @throws DataException if two arrays have the same name, or the file cannot be written
  public static void write(Path path, Collection<NamedArray> arrays) {
    Given.one("the path", path);
    Given.one("the arrays", arrays);
    write(path, arrays, Map.of());
  }

  /// Writes arrays and strings, all or nothing; see [AtomicFile]. Larger kinds of numbers come
  /// first, so that each lies at a multiple of its size.
  ///
  /// @throws DataException if two arrays have the same name, or the file cannot be written
  public static void write(Path path, Collection<NamedArray> arrays, Map<String, String> metadata) {
    Given.one("the path", path);
    Given.one("the arrays", arrays);
    Given.one("the metadata", metadata);
    checkNames(arrays);
    var sorted =
        arrays.stream()
            .sorted(Comparator.comparingInt((NamedArray a) -> -a.dtype().bytes()))
            .toList();
    var header = header(sorted, metadata);
    AtomicFile.write(
        path,
        out -> {
          out.write(
              ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
          out.write(header);
          for (var array : sorted) {
            array.writeTo(out);
          }
        });
  }

  private static void checkNames(Collection<NamedArray> arrays) {
    var seen = new HashSet<String>();
    for (var array : arrays) {
      if (array.name().equals(SafetensorsHeader.METADATA) || !seen.add(array.name())) {
        throw new DataException(
            "the name "
                + SafetensorsHeader.quoted(array.name())
                + (seen.contains(array.name()) ? " is given to two arrays" : " is reserved")
                + ". Give every array a name of its own.");
      }
    }
  }

  /// The header, filled up with spaces so that the data start at a multiple of 8.
  private static byte[] header(List<NamedArray> arrays, Map<String, String> metadata) {
    var text = new StringWriter();
    try (var json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(SafetensorsHeader.METADATA).beginObject();
        for (var e : metadata.entrySet()) {
          json.name(e.getKey()).value(e.getValue());
        }
        json.endObject();
      }
      long at = 0;
      for (var array : arrays) {
        json.name(array.name()).beginObject().name("dtype").value(array.dtype().name());
        json.name("shape").beginArray();
        for (int size : array.shape().dims()) {
          json.value(size);
        }
        json.endArray().name("data_offsets").beginArray().value(at);
        at += array.byteSize();
        json.value(at).endArray().endObject();
      }
      json.endObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return padded(text.toString());
  }

  private static byte[] padded(String json) {
    try {
      var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
      int length = Math.ceilDiv(bytes.remaining(), 8) * 8;
      if (length > SafetensorsFile.MAX_HEADER) {
        throw new DataException(
            "names and metadata take more than the 100,000,000 bytes that a safetensors header may"
                + " have. Store long texts elsewhere.");
      }
      var header = new byte[length];
      java.util.Arrays.fill(header, (byte) ' ');
      bytes.get(header, 0, bytes.remaining());
      return header;
    } catch (CharacterCodingException e) {
      throw new DataException(
          "a name or a text of the metadata holds half a character (a lone surrogate), which"
              + " cannot be written. Remove it.",
          e);
    }
  }

  static NamedArray pick(Path path, Map<String, NamedArray> arrays, String name) {
    var array = arrays.get(name);
    if (array == null) {
      throw new DataException(
          path
              + " holds no array "
              + SafetensorsHeader.quoted(name)
              + "; it holds "
              + arrays.keySet().stream().limit(30).toList()
              + (arrays.size() > 30 ? " and more" : "")
              + ".");
    }
    return array;
  }
}
