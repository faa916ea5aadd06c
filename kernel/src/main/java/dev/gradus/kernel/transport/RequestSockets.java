package dev.gradus.kernel.transport;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private static final long PATIENCE_MILLIS = 1000;

  private record Outgoing(RequestChannel channel, List<byte[]> frames) {}

  private final Map<RequestChannel, ZMQ.Socket> sockets = new EnumMap<>(RequestChannel.class);
  private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<Boolean>> reads = new ConcurrentLinkedQueue<>();
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

  /// Has everything received that has arrived by now, and waits for that; not on the thread of the
  /// sockets.
  void readArrived() {
    var done = new CompletableFuture<Boolean>();
    reads.add(done);
    wake();
    try {
      done.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // the sockets are being closed
    }
  }

  @Override
  void sendQueued() {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      sendNow(next.channel(), next.frames());
    }
    for (var read = reads.poll(); read != null; read = reads.poll()) {
      sockets.forEach(this::receiveAll);
      read.complete(true);
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
