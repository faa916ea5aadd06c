package dev.gradus.kernel.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.gradus.kernel.cli.GradusMain;
import dev.gradus.kernel.transport.ConnectionFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A kernel in a process of its own, with the real session.
@Timeout(120)
class KernelProcessTest {
  @TempDir Path folder;

  private Process start(ConnectionFile connection, Map<String, String> env) throws Exception {
    var json =
        TestClient.content(
            "ip", connection.ip(),
            "shell_port", connection.shellPort(),
            "control_port", connection.controlPort(),
            "iopub_port", connection.iopubPort(),
            "stdin_port", connection.stdinPort(),
            "hb_port", connection.heartbeatPort(),
            "key", connection.key());
    Path file = Files.writeString(folder.resolve("connection.json"), json.toString());
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GradusMain.class.getName(),
                "kernel",
                "--connection-file",
                file.toString()));
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("XDG_DATA_HOME");
    builder.environment().putAll(env);
    return builder.redirectError(folder.resolve("err").toFile()).start();
  }

  @Test
  void runsACellAndEndsWhenAsked() throws Exception {
    ConnectionFile connection = KernelFixture.freePorts();
    Process process = start(connection, Map.of());
    try (var client = new TestClient(connection)) {
      client.shell.setReceiveTimeOut(60_000);
      JsonObject reply = client.reply(client.shell, client.execute("1 + 1")).content();
      assertEquals("ok", reply.get("status").getAsString());
      if (Files.exists(Path.of("/proc/self/net/tcp6"))) {
        assertEquals(listening(connection), listening(process.pid()));
      }
      client.execute("while (true) { }");
      String id = client.send(client.control, "shutdown_request", TestClient.content());
      assertEquals("shutdown_reply", client.reply(client.control, id).type());
      assertTrue(process.waitFor(10, TimeUnit.SECONDS), "still there");
      assertEquals(0, process.exitValue());
      assertEquals("", Files.readString(folder.resolve("err")));
    } finally {
      process.destroyForcibly();
    }
  }

  /// What a connection file asks for, as `127.0.0.1:PORT`.
  private static Set<String> listening(ConnectionFile asked) {
    return IntStream.of(
            asked.shellPort(),
            asked.controlPort(),
            asked.iopubPort(),
            asked.stdinPort(),
            asked.heartbeatPort())
        .mapToObj(port -> asked.ip() + ":" + port)
        .collect(Collectors.toSet());
  }

  /// The addresses where a process listens, as Linux tells: the sockets of the process among those
  /// of the system in state 0A.
  private static Set<String> listening(long pid) throws Exception {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = new HashSet<>();
    try (var files = Files.list(process.resolve("fd"))) {
      for (Path file : files.toList()) {
        own.add(Files.readSymbolicLink(file).toString());
      }
    }
    Set<String> addresses = new HashSet<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
        String[] words = line.strip().split(" +", -1);
        boolean waits = table.startsWith("udp") || words[3].equals("0A");
        if (waits && own.contains("socket:[" + words[9] + "]")) {
          addresses.add(address(words[1]));
        }
      }
    }
    return addresses;
  }

  /// `0100007F:1F90` as `127.0.0.1:8080`; the last four bytes of a mapped address are the first's.
  private static String address(String hex) {
    String[] parts = hex.split(":", -1);
    String ip = parts[0].replaceFirst("^0000000000000000FFFF0000", "");
    if (ip.length() != 8) {
      return hex;
    }
    String bytes =
        IntStream.of(6, 4, 2, 0)
            .mapToObj(i -> Integer.toString(HexFormat.fromHexDigits(ip, i, i + 2)))
            .collect(Collectors.joining("."));
    return bytes + ":" + HexFormat.fromHexDigits(parts[1]);
  }

  @Test
  void needsNoHomeThatCanBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("no-home"), "");
    ConnectionFile connection = KernelFixture.freePorts();
    Process process = start(connection, Map.of("HOME", file.toString()));
    try (var client = new TestClient(connection)) {
      client.shell.setReceiveTimeOut(60_000);
      JsonObject reply = client.reply(client.shell, client.execute("1 + 1")).content();
      assertEquals("ok", reply.get("status").getAsString());
      client.send(client.control, "shutdown_request", TestClient.content());
      assertTrue(process.waitFor(10, TimeUnit.SECONDS), "still there");
      assertEquals("", Files.readString(folder.resolve("err")));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws Exception {
    Process parent = new ProcessBuilder("sleep", "100").start();
    ConnectionFile connection = KernelFixture.freePorts();
    Process process = start(connection, Map.of("JPY_PARENT_PID", Long.toString(parent.pid())));
    try (var client = new TestClient(connection)) {
      client.shell.setReceiveTimeOut(60_000);
      client.ask("kernel_info_request", TestClient.content());
      parent.destroyForcibly();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still there");
    } finally {
      parent.destroyForcibly();
      process.destroyForcibly();
    }
  }
}
