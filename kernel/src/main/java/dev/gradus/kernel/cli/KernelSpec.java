package dev.gradus.kernel.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A kernelspec folder: `kernel.json` and the logos.
///
/// @param folder the folder, as `.../kernels/gradus`
record KernelSpec(Path folder) {

  /// Flags of the kernel's VM. Half of the memory instead of a quarter: in a container of 2 GiB a
  /// quarter is little more than MNIST as floats.
  static final List<String> FLAGS =
      List.of(
          "-Djava.awt.headless=true",
          "-XX:MaxRAMPercentage=50",
          "--sun-misc-unsafe-memory-access=allow");

  Path file() {
    return folder.resolve("kernel.json");
  }

  boolean exists() {
    return Files.exists(file());
  }

  /// The command that Jupyter runs.
  ///
  /// @param cacheFlags flags of the start-up cache, or none
  static List<String> command(Path java, Path launcher, List<String> cacheFlags) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(FLAGS);
    command.addAll(cacheFlags);
    command.addAll(
        List.of("-jar", launcher.toString(), "kernel", "--connection-file", "{connection_file}"));
    return command;
  }

  /// Writes the folder.
  void write(List<String> command, String displayName) throws IOException {
    Files.createDirectories(folder);
    Logo.write(32, folder.resolve("logo-32x32.png"));
    Logo.write(64, folder.resolve("logo-64x64.png"));
    var json = new JsonObject();
    var argv = new JsonArray();
    command.forEach(argv::add);
    json.add("argv", argv);
    json.addProperty("display_name", displayName);
    json.addProperty("language", "java");
    json.addProperty("interrupt_mode", "message");
    json.add("env", new JsonObject());
    var metadata = new JsonObject();
    metadata.addProperty("debugger", false);
    json.add("metadata", metadata);
    var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    Files.writeString(file(), gson.toJson(json) + "\n");
  }

  /// Its command; empty if there is none or it cannot be read.
  List<String> command() {
    List<String> command = new ArrayList<>();
    try {
      for (JsonElement word : Json.parse(Files.readString(file())).getAsJsonArray("argv")) {
        command.add(word.getAsString());
      }
    } catch (IOException | MalformedMessage | RuntimeException e) {
      return List.of();
    }
    return command;
  }

  /// The jar that it starts.
  Optional<Path> launcher() {
    List<String> command = command();
    int at = command.indexOf("-jar");
    return at < 0 || at + 1 >= command.size()
        ? Optional.empty()
        : Optional.of(Path.of(command.get(at + 1)));
  }

  /// Whether it is one of ours.
  boolean ours() {
    return launcher().filter(jar -> jar.endsWith(ApplicationCopy.LAUNCHER)).isPresent();
  }

  void delete() throws IOException {
    ApplicationCopy.delete(folder);
  }
}
