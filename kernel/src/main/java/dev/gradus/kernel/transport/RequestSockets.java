package dev.gradus.kernel.transport;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/// The shell, control and stdin sockets with their thread.
final class RequestSockets extends SocketThread {

  /// Called with every message that arrives, on the thread of the sockets; must be quick.
  @FunctionalInterface
  interface Receiver {
    void received(RequestChannel channel, List<byte[]> frames);
  }

  private sealed interface Work {
    record Send(RequestChannel channel, List<byte[]> frames) implements Work {}

    record Sweep(Runnable after) implements Work {}
  }

  private final Map<RequestChannel, ZMQ.Socket> sockets = new EnumMap<>(RequestChannel.class);
  private final Queue<Work> queue = new ConcurrentLinkedQueue<>();
  private final Receiver receiver;

  RequestSockets(
      ZMQ.Context context, ConnectionFile file, Receiver receiver, Consumer<String> log) {
    super(context, "requests", log);
    this.receiver = receiver;
    sockets.put(RequestChannel.CONTROL, router(file.endpoint(file.controlPort())));
    sockets.put(RequestChannel.STDIN, router(file.endpoint(file.stdinPort())));
    sockets.put(RequestChannel.SHELL, router(file.endpoint(file.shellPort())));
  }

  private ZMQ.Socket router(String endpoint) {
    ZMQ.Socket socket = open(SocketType.ROUTER, endpoint, 0);
    // a client that reconnects under its old identity is the same client
    socket.setRouterHandover(true);
    return socket;
  }

  /// Queues an answer.
  void send(RequestChannel channel, List<byte[]> frames) {
    queue.add(new Work.Send(channel, frames));
    wake();
  }

  /// Reads everything that has already arrived, then calls back, on the thread of the sockets.
  void sweep(Runnable after) {
    queue.add(new Work.Sweep(after));
    wake();
  }

  @Override
  void sendQueued() {
    for (Work work = queue.poll(); work != null; work = queue.poll()) {
      switch (work) {
        case Work.Send(var channel, var frames) -> {
          ZMQ.Socket socket = socket(channel);
          for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
          }
        }
        case Work.Sweep(var after) -> {
          receive(socket(RequestChannel.SHELL));
          after.run();
        }
      }
    }
  }

  private ZMQ.Socket socket(RequestChannel channel) {
    return java.util.Objects.requireNonNull(sockets.get(channel));
  }

  @Override
  void receive(ZMQ.Socket socket) {
    sockets.forEach((channel, own) -> {
      if (own.equals(socket)) {
        receiveAll(channel, own);
      }
    });
  }

  private void receiveAll(RequestChannel channel, ZMQ.Socket socket) {
    for (var frames = nextMessage(socket); frames != null; frames = nextMessage(socket)) {
      receiver.received(channel, frames);
    }
  }
}
