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
import java.util.Map;
import java.util.Optional;

/// A kernelspec folder: `kernel.json` and the logos.
///
/// @param folder the folder, as `.../kernels/gradus`
record KernelSpec(Path folder) {

  /// Flags of the kernel's VM.
  ///
  /// The heap may take half of the memory but at most 4 GiB: a cell that fills all of a large
  /// machine takes minutes to fail. It starts small and gives memory back: most kernels idle beside
  /// others. The young part holds what a few cells make, or each would be collected. The serial
  /// collector needs the least beside the heap, and training makes no garbage.
  static final List<String> FLAGS =
      List.of(
          "-Djava.awt.headless=true",
          "-XX:+UseSerialGC",
          "-XX:MaxRAM=8g",
          "-XX:MaxRAMPercentage=50",
          "-Xms64m",
          "-XX:NewSize=48m",
          "-XX:TrimNativeHeapInterval=5000",
          "--sun-misc-unsafe-memory-access=allow");

  /// How much heap the kernels that are installed now may take, as `8g`.
  static final String HEAP = "GRADUS_HEAP";

  /// The flags, with the heap that was asked for.
  ///
  /// @param environment of this process
  /// @throws IllegalArgumentException if it is no size
  static List<String> flags(Map<String, String> environment) {
    String heap = environment.getOrDefault(HEAP, "").strip();
    if (heap.isEmpty()) {
      return FLAGS;
    }
    if (!heap.matches("[0-9]+[kKmMgG]")) {
      throw new IllegalArgumentException(
          HEAP + " is '" + heap + "', which is no size of memory; write it as 800m or 8g.");
    }
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-Xmx" + heap);
    return flags;
  }

  Path file() {
    return folder.resolve("kernel.json");
  }

  boolean exists() {
    return Files.exists(file());
  }

  /// The command that Jupyter runs.
  ///
  /// @param flags of the VM
  /// @param cacheFlags flags of the start-up cache, or none
  static List<String> command(
      Path java, Path launcher, List<String> flags, List<String> cacheFlags) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
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
