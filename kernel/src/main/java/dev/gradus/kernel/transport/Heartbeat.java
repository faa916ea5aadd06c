package dev.gradus.kernel.transport;

import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/// Sends back what it gets, on a thread of its own, so that a busy kernel is seen to live.
final class Heartbeat extends SocketThread {

  Heartbeat(ZMQ.Context context, ConnectionFile file, Consumer<String> log) {
    super(context, "heartbeat", log);
    open(SocketType.ROUTER, file.endpoint(file.heartbeatPort()), 0);
  }

  @Override
  void sendQueued() {}

  @Override
  void receive(ZMQ.Socket socket) {
    for (var frames = nextMessage(socket); frames != null; frames = nextMessage(socket)) {
      for (int i = 0; i < frames.size(); i++) {
        socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
      }
    }
  }
}
