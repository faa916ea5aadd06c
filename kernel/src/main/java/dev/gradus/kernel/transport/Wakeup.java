package dev.gradus.kernel.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/// Wakes the thread that owns a socket out of its poll. Any thread may signal, an interrupted one
/// too: ZeroMQ's own signals are lost for good when their sender is interrupted, so only a
/// [KernelThread], which no cell can reach, sends them itself; for others a relay does.
final class Wakeup {
  private static final byte[] EMPTY = {};

  private final ZMQ.Socket receiver;
  private final ZMQ.Socket sender;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final Thread relay;
  private volatile boolean closed;

  Wakeup(ZMQ.Context context, String name) {
    String address = "inproc://wake-" + name;
    receiver = context.socket(SocketType.PAIR);
    sender = context.socket(SocketType.PAIR);
    receiver.bind(address);
    sender.connect(address);
    relay = new KernelThread("gradus-wake-" + name, this::relay);
    relay.start();
  }

  /// The socket to poll.
  ZMQ.Socket receiver() {
    return receiver;
  }

  /// Wakes the owner; cheap if it is about to wake anyway.
  void signal() {
    if (Thread.currentThread() instanceof KernelThread thread && !thread.isInterrupted()) {
      send();
    } else if (!pending.getAndSet(true)) {
      LockSupport.unpark(relay);
    }
  }

  /// One sender at a time may use a ZeroMQ socket.
  private synchronized void send() {
    if (!closed) {
      sender.send(EMPTY, ZMQ.DONTWAIT);
    }
  }

  /// Takes the signals that came; called by the owner before it looks at its queue.
  void clear() {
    while (receiver.recv(ZMQ.DONTWAIT) != null) {
      // one is as good as many
    }
  }

  /// Ends the relay; called by the owner.
  void close() {
    synchronized (this) {
      closed = true;
    }
    LockSupport.unpark(relay);
    try {
      relay.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    receiver.close();
  }

  private void relay() {
    while (!closed) {
      if (pending.getAndSet(false)) {
        send();
      } else {
        LockSupport.park(this);
      }
    }
    closeSender();
  }

  private synchronized void closeSender() {
    sender.close();
  }
}
