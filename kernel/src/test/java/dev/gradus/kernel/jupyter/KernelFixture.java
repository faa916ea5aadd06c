package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.transport.ConnectionFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kernel with a scripted session, and a client that is already subscribed.
final class KernelFixture implements AutoCloseable {
  static final String KEY = "a test key";
  final ScriptedSession session = new ScriptedSession();
  final ConnectionFile connection;
  final KernelServer server;
  final TestClient client;

  KernelFixture(Path folder) throws Exception {
    this(folder, null);
  }

  KernelFixture(Path folder, @Nullable Path history) throws Exception {
    connection = freePorts();
    server =
        new KernelServer(
            new KernelServer.Settings(
                connection, "test", new EventLog(folder.resolve("kernel.log")), history),
            () -> session);
    client = new TestClient(connection);
    while (!client.receive(client.iopub).type().equals("iopub_welcome")) {
      // status messages of the start may come first
    }
  }

  static ConnectionFile freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return new ConnectionFile(
        "127.0.0.1",
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        KEY,
        "hmac-sha256");
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
