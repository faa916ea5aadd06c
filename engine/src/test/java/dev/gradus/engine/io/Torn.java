package dev.gradus.engine.io;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A safetensors file taken apart, to be put together with another header.
///
/// @param header the JSON
/// @param data the bytes of the arrays
record Torn(JsonObject header, byte[] data) {
  static Torn of(Path path) throws IOException {
    var bytes = Files.readAllBytes(path);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    var json = new String(bytes, 8, length, StandardCharsets.UTF_8);
    return new Torn(
        JsonParser.parseString(json).getAsJsonObject(),
        java.util.Arrays.copyOfRange(bytes, 8 + length, bytes.length));
  }

  /// The text of the metadata under a key.
  String note(String key) {
    return header.getAsJsonObject("__metadata__").get(key).getAsString();
  }

  /// The file with another header, whose length is stated rightly.
  byte[] with(String text) {
    var json = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  /// The file with another text in its metadata.
  byte[] withNote(String key, String text) {
    var changed = header.deepCopy();
    changed.getAsJsonObject("__metadata__").addProperty(key, text);
    return with(changed.toString());
  }
}
