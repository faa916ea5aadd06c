package dev.gradus.kernel.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// The thread that owns one or more sockets: it polls them and a wake-up, and closes them at its
/// end.
abstract class SocketThread {
  /// A message of more frames than this is read to its end and reported as cut off.
  private static final int MAX_FRAMES = 4096;

  /// No honest message is larger than this (bytes of one frame).
  private static final long MAX_FRAME = 256L << 20;

  private final Wakeup wakeup;
  private final List<ZMQ.Socket> sockets = new ArrayList<>();
  private final ZMQ.Context context;
  private final Thread thread;
  private final Consumer<String> log;
  private volatile boolean closing;

  SocketThread(ZMQ.Context context, String name, Consumer<String> log) {
    this.context = context;
    this.log = log;
    this.wakeup = new Wakeup(context, name);
    this.thread = new KernelThread("gradus-" + name, this::run);
  }

  final void start() {
    thread.start();
  }

  /// Opens a socket for this thread; before [#start()].
  final ZMQ.Socket open(SocketType type, String endpoint, int sendHighWater) {
    ZMQ.Socket socket = context.socket(type);
    sockets.add(socket);
    socket.setLinger(500);
    socket.setSndHWM(sendHighWater);
    socket.setRcvHWM(0);
    socket.setMaxMsgSize(MAX_FRAME);
    try {
      socket.bind(endpoint);
    } catch (ZMQException e) {
      throw new IllegalStateException("cannot bind to " + endpoint + ": " + e.getMessage(), e);
    }
    return socket;
  }

  final boolean onOwnThread() {
    return Thread.currentThread().equals(thread);
  }

  /// Something for this thread to do.
  final void wake() {
    wakeup.signal();
  }

  final void log(String line) {
    log.accept(line);
  }

  /// Ends the thread once its queue is empty; waits at most so long.
  final void close(long millis) throws InterruptedException {
    closing = true;
    wakeup.signal();
    thread.join(millis);
  }

  /// Sends what is queued.
  abstract void sendQueued();

  /// Reads what has arrived on a socket.
  abstract void receive(ZMQ.Socket socket);

  private void run() {
    ZMQ.Poller poller = context.poller(sockets.size() + 1);
    poller.register(wakeup.receiver(), ZMQ.Poller.POLLIN);
    sockets.forEach(socket -> poller.register(socket, ZMQ.Poller.POLLIN));
    while (!closing) {
      try {
        poller.poll(-1);
        wakeup.clear();
        sendQueued();
        for (int i = 0; i < sockets.size(); i++) {
          if (poller.pollin(i + 1)) {
            receive(sockets.get(i));
          }
        }
      } catch (RuntimeException e) {
        log.accept("unexpected in " + Thread.currentThread().getName() + ": " + e);
      }
    }
    sendQueued();
    sockets.forEach(ZMQ.Socket::close);
    poller.close();
    wakeup.close();
  }

  /// The frames of the next message, or null if none waits.
  static @Nullable List<byte[]> nextMessage(ZMQ.Socket socket) {
    byte[] frame = socket.recv(ZMQ.DONTWAIT);
    if (frame == null) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add(frame);
    while (socket.hasReceiveMore()) {
      frame = socket.recv();
      if (frame != null && frames.size() < MAX_FRAMES) {
        frames.add(frame);
      }
    }
    return frames;
  }
}
