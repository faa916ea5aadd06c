package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageHeader;
import dev.gradus.kernel.protocol.MessageSigner;
import dev.gradus.kernel.protocol.WireFormat;
import dev.gradus.kernel.transport.ConnectionFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/// A Jupyter client on real sockets.
final class TestClient implements AutoCloseable {
  static final int TIMEOUT = 10_000;

  private final ZMQ.Context context = ZMQ.context(1);
  private final WireFormat wire;
  private final String session = UUID.randomUUID().toString();
  final ZMQ.Socket shell;
  final ZMQ.Socket control;
  final ZMQ.Socket stdin;
  final ZMQ.Socket iopub;
  final ZMQ.Socket heartbeat;

  TestClient(ConnectionFile file) {
    wire = new WireFormat(new MessageSigner(file.key(), file.signatureScheme()));
    shell = dealer(file.endpoint(file.shellPort()));
    control = dealer(file.endpoint(file.controlPort()));
    stdin = dealer(file.endpoint(file.stdinPort()));
    iopub = open(SocketType.SUB);
    iopub.setRcvHWM(0);
    iopub.subscribe(new byte[0]);
    iopub.connect(file.endpoint(file.iopubPort()));
    heartbeat = open(SocketType.REQ);
    heartbeat.connect(file.endpoint(file.heartbeatPort()));
  }

  private ZMQ.Socket open(SocketType type) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(0);
    socket.setReceiveTimeOut(TIMEOUT);
    return socket;
  }

  private ZMQ.Socket dealer(String endpoint) {
    ZMQ.Socket socket = open(SocketType.DEALER);
    socket.setIdentity(session.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    socket.connect(endpoint);
    return socket;
  }

  Message message(String type, JsonObject content) {
    return new Message(
        List.of(),
        MessageHeader.create(type, session),
        new JsonObject(),
        new JsonObject(),
        content,
        List.of());
  }

  List<byte[]> encode(Message message) {
    return wire.encode(message);
  }

  String send(ZMQ.Socket socket, String type, JsonObject content) {
    Message message = message(type, content);
    sendFrames(socket, wire.encode(message));
    return message.header().id();
  }

  static void sendFrames(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  Message receive(ZMQ.Socket socket) throws Exception {
    byte[] frame = socket.recv();
    if (frame == null) {
      throw new AssertionError("no message within " + socket.getReceiveTimeOut() + " ms");
    }
    List<byte[]> frames = new ArrayList<>(List.of(frame));
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return wire.decode(frames);
  }

  /// The reply to a request, past any others.
  Message reply(ZMQ.Socket socket, String id) throws Exception {
    while (true) {
      Message reply = receive(socket);
      if (parent(reply).equals(id)) {
        return reply;
      }
    }
  }

  Message ask(String type, JsonObject content) throws Exception {
    return reply(shell, send(shell, type, content));
  }

  /// Output with this request as its parent, up to and with the idle status.
  List<Message> output(String id) throws Exception {
    List<Message> messages = new ArrayList<>();
    while (true) {
      Message message = receive(iopub);
      if (!parent(message).equals(id)) {
        continue;
      }
      messages.add(message);
      if (message.type().equals("status")
          && message.content().get("execution_state").getAsString().equals("idle")) {
        return messages;
      }
    }
  }

  static List<String> types(List<Message> messages) {
    return messages.stream().map(Message::type).filter(type -> !type.equals("status")).toList();
  }

  static String parent(Message message) {
    var id = message.parent().get("msg_id");
    return id == null ? "" : id.getAsString();
  }

  static JsonObject content(Object... pairs) {
    var map = new java.util.LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return dev.gradus.kernel.protocol.Json.object(map);
  }

  String execute(String code) {
    return execute(code, Map.of());
  }

  String execute(String code, Map<String, ?> more) {
    JsonObject content = content("code", code, "allow_stdin", false);
    dev.gradus.kernel.protocol.Json.object(more).asMap().forEach(content::add);
    return send(shell, "execute_request", content);
  }

  @Override
  public void close() {
    List.of(shell, control, stdin, iopub, heartbeat).forEach(ZMQ.Socket::close);
    context.term();
  }
}
