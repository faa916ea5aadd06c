package dev.gradus.kernel.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
  private static final String PORTS =
      "\"shell_port\":1,\"control_port\":2,\"iopub_port\":3,\"stdin_port\":4,\"hb_port\":5";
  @TempDir Path folder;

  private ConnectionFile read(String json) throws IOException {
    return ConnectionFile.read(Files.writeString(folder.resolve("c.json"), json));
  }

  @Test
  void readsWhatJupyterWrites() throws Exception {
    var file = read("{" + PORTS + ",\"ip\":\"::1\",\"key\":\"k\",\"kernel_name\":\"gradus\"}");
    assertEquals("tcp://[::1]:3", file.endpoint(file.iopubPort()));
    assertEquals("k", file.key());
    assertEquals("hmac-sha256", file.signatureScheme());
    assertEquals("127.0.0.1", read("{" + PORTS + "}").ip());
  }

  @Test
  void saysWhatIsWrong() {
    for (var bad :
        java.util.Map.of(
                "[]",
                "JSON",
                "{}",
                "shell_port",
                "{\"shell_port\":99999}",
                "99999",
                "{" + PORTS + ",\"transport\":\"ipc\"}",
                "tcp")
            .entrySet()) {
      var e = assertThrows(IOException.class, () -> read(bad.getKey()));
      assertTrue(String.valueOf(e.getMessage()).contains(bad.getValue()), e.getMessage());
    }
  }

  @Test
  void seesWhoCanReadIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("connection.json"), "{}");
    for (var row :
        java.util.Map.of("rw-------", false, "rw-r-----", true, "rw----r--", true).entrySet()) {
      Files.setPosixFilePermissions(
          file, java.nio.file.attribute.PosixFilePermissions.fromString(row.getKey()));
      assertEquals(row.getValue(), ConnectionFile.readableByOthers(file), row.getKey());
    }
  }
}
