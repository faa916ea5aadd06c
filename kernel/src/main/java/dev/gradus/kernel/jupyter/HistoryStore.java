package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cells in a file, one JSON object a line, shared by all kernels of a user. A session takes its
/// number by adding a line under a lock. A file that cannot be used makes the history that of this
/// session alone.
final class HistoryStore {
  private static final int KEPT = 5_000;
  private static final long MAX_FILE = 8L << 20;

  private final @Nullable Path file;
  private final Consumer<String> log;

  /// @param file where; null to store nothing
  HistoryStore(@Nullable Path file, Consumer<String> log) {
    this.file = file;
    this.log = log;
  }

  /// Adds the cells of earlier sessions to the list and returns the number of this one.
  int open(List<History.Entry> entries) {
    if (file == null) {
      return 1;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (var channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        int session = read(entries) + 1;
        if (entries.size() > KEPT) {
          entries.subList(0, entries.size() - KEPT).clear();
        }
        if (channel.size() > MAX_FILE) {
          channel.truncate(0);
          entries.forEach(entry -> write(channel, line(entry)));
        }
        channel.position(channel.size());
        var start = new JsonObject();
        start.addProperty("session", session);
        write(channel, start);
        return lock.isValid() ? session : 1;
      }
    } catch (IOException | RuntimeException e) {
      log.accept("the history file " + file + " cannot be used: " + e);
      return 1;
    }
  }

  void append(History.Entry entry) {
    if (file == null) {
      return;
    }
    byte[] line = (line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.accept("the history file " + file + " cannot be written: " + e);
    }
  }

  private int read(List<History.Entry> entries) throws IOException {
    int last = 0;
    var text =
        new String(
            Files.readAllBytes(java.util.Objects.requireNonNull(file)), StandardCharsets.UTF_8);
    for (String line : (Iterable<String>) text.lines()::iterator) {
      try {
        var json = Json.parse(line);
        int session = json.get("session").getAsInt();
        last = Math.max(last, session);
        if (json.has("input")) {
          entries.add(
              new History.Entry(
                  session, json.get("line").getAsInt(), json.get("input").getAsString(), null));
        }
      } catch (MalformedMessage | RuntimeException e) {
        // a line that was cut off by a crash is one cell less
      }
    }
    return last;
  }

  private static JsonObject line(History.Entry entry) {
    var json = new JsonObject();
    json.addProperty("session", entry.session());
    json.addProperty("line", entry.line());
    json.addProperty("input", entry.input());
    return json;
  }

  private static void write(FileChannel channel, JsonObject line) {
    try {
      var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
