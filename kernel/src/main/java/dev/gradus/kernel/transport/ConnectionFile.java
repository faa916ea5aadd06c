package dev.gradus.kernel.transport;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// What a connection file says: where to bind, how to sign.
///
/// @param ip address to bind to, exactly
/// @param shellPort port of the shell channel
/// @param controlPort port of the control channel
/// @param iopubPort port of the output channel
/// @param stdinPort port of the input channel
/// @param heartbeatPort port of the heartbeat
/// @param key signing key; empty for none
/// @param signatureScheme as `hmac-sha256`
public record ConnectionFile(
    String ip,
    int shellPort,
    int controlPort,
    int iopubPort,
    int stdinPort,
    int heartbeatPort,
    String key,
    String signatureScheme) {

  /// Reads a connection file.
  public static ConnectionFile read(Path file) throws IOException {
    JsonObject json;
    try {
      json = Json.parse(Files.readString(file));
    } catch (MalformedMessage e) {
      throw new IOException(
          "The connection file " + file + " is no JSON object: " + e.getMessage());
    }
    return of(json, file);
  }

  private static ConnectionFile of(JsonObject json, Path file) throws IOException {
    String transport = text(json, "transport", "tcp");
    if (!transport.equals("tcp")) {
      throw new IOException(
          "The connection file "
              + file
              + " asks for the transport '"
              + transport
              + "'; this kernel speaks tcp only. Start the kernel with transport tcp.");
    }
    return new ConnectionFile(
        text(json, "ip", "127.0.0.1"),
        port(json, "shell_port", file),
        port(json, "control_port", file),
        port(json, "iopub_port", file),
        port(json, "stdin_port", file),
        port(json, "hb_port", file),
        text(json, "key", ""),
        text(json, "signature_scheme", "hmac-sha256"));
  }

  /// Whether others than its owner may read the file, and with it the key. Jupyter writes it for
  /// the owner alone and reads it without a check, on file systems without permissions too; so does
  /// this kernel, but its log says so.
  public static boolean readableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /// The ZeroMQ address of a port.
  public String endpoint(int port) {
    return ip.contains(":") ? "tcp://[" + ip + "]:" + port : "tcp://" + ip + ":" + port;
  }

  private static String text(JsonObject json, String name, String byDefault) {
    JsonElement value = json.get(name);
    return value == null || !value.isJsonPrimitive() ? byDefault : value.getAsString();
  }

  private static int port(JsonObject json, String name, Path file) throws IOException {
    JsonElement value = json.get(name);
    try {
      int port = value == null ? -1 : value.getAsInt();
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (RuntimeException e) {
      // reported below with the field's name
    }
    throw new IOException(
        "The connection file " + file + " needs a port number in '" + name + "', not " + value);
  }
}
