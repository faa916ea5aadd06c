package dev.gradus.kernel.transport;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/// Sockets on which clients ask, with the thread that reads them and answers: every step from one
/// thread to another costs more than a small answer does.
final class RequestSockets extends SocketThread {

  /// Called with every message that arrives, on the thread of the sockets; while it runs, nothing
  /// else is read from them.
  @FunctionalInterface
  interface Receiver {
    void received(RequestChannel channel, List<byte[]> frames);
  }

  private record Outgoing(RequestChannel channel, List<byte[]> frames) {}

  private final Map<RequestChannel, ZMQ.Socket> sockets = new EnumMap<>(RequestChannel.class);
  private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
  private final Receiver receiver;

  /// @param endpoints where each channel binds
  RequestSockets(
      ZMQ.Context context,
      String name,
      Map<RequestChannel, String> endpoints,
      Receiver receiver,
      Consumer<String> log) {
    super(context, name, log);
    this.receiver = receiver;
    endpoints.forEach((channel, endpoint) -> {
      ZMQ.Socket socket = open(SocketType.ROUTER, endpoint, 0);
      // a client that reconnects under its old identity is the same client
      socket.setRouterHandover(true);
      sockets.put(channel, socket);
    });
  }

  /// Answers: at once on the thread of the sockets, else through the queue.
  void send(RequestChannel channel, List<byte[]> frames) {
    if (onOwnThread()) {
      sendNow(channel, frames);
    } else {
      queue.add(new Outgoing(channel, frames));
      wake();
    }
  }

  /// Takes everything that has already arrived, in order; on the thread of the sockets.
  List<List<byte[]>> drain() {
    var waiting = new ArrayList<List<byte[]>>();
    for (ZMQ.Socket socket : sockets.values()) {
      for (var frames = nextMessage(socket); frames != null; frames = nextMessage(socket)) {
        waiting.add(frames);
      }
    }
    return waiting;
  }

  @Override
  void sendQueued() {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      sendNow(next.channel(), next.frames());
    }
  }

  private void sendNow(RequestChannel channel, List<byte[]> frames) {
    ZMQ.Socket socket = Objects.requireNonNull(sockets.get(channel));
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
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
