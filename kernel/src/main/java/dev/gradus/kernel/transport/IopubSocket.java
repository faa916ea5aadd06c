package dev.gradus.kernel.transport;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/// The output socket with its thread. Nothing is dropped: a reader that lags makes the writers
/// wait. Only a reader that takes nothing for [#PATIENCE] is given up, so that a client that was
/// stopped does not stop the kernel.
final class IopubSocket extends SocketThread {
  private static final long BUDGET = 32L << 20;
  private static final int HIGH_WATER = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration IMPATIENCE = Duration.ofSeconds(5);

  private final ZMQ.Socket socket;
  private final Queue<List<byte[]>> queue = new ConcurrentLinkedQueue<>();
  private final SendBudget budget = new SendBudget(BUDGET);
  private final Function<byte[], List<byte[]>> welcome;
  private long dropUntil;
  private boolean dropping;

  /// @param welcome makes the message for a topic that was just subscribed
  IopubSocket(
      ZMQ.Context context,
      ConnectionFile file,
      Function<byte[], List<byte[]>> welcome,
      Consumer<String> log) {
    super(context, "iopub", log);
    this.welcome = welcome;
    socket = open(SocketType.XPUB, file.endpoint(file.iopubPort()), HIGH_WATER);
    socket.setXpubVerbose(true);
    socket.setXpubNoDrop(true);
    socket.setSendTimeOut((int) PATIENCE.toMillis());
  }

  /// Queues a message; waits while too much is queued.
  void send(List<byte[]> frames) {
    budget.acquire(size(frames));
    queue.add(frames);
    wake();
  }

  @Override
  void sendQueued() {
    for (var frames = queue.poll(); frames != null; frames = queue.poll()) {
      try {
        sendNow(frames);
      } finally {
        budget.release(size(frames));
      }
    }
  }

  @Override
  void receive(ZMQ.Socket from) {
    for (var frames = nextMessage(from); frames != null; frames = nextMessage(from)) {
      byte[] event = frames.getFirst();
      if (event.length > 0 && event[0] == 1) {
        sendNow(welcome.apply(Arrays.copyOfRange(event, 1, event.length)));
      }
    }
  }

  private void sendNow(List<byte[]> frames) {
    if (dropping && System.nanoTime() - dropUntil > 0) {
      setDropping(false);
    }
    for (int i = 0; i < frames.size(); i++) {
      int more = i < frames.size() - 1 ? ZMQ.SNDMORE : 0;
      if (!socket.send(frames.get(i), more)) {
        log("a reader of the output took nothing for " + PATIENCE.toSeconds() + " s; not waiting");
        setDropping(true);
        socket.send(frames.get(i), more);
      }
    }
  }

  private void setDropping(boolean on) {
    dropping = on;
    dropUntil = System.nanoTime() + IMPATIENCE.toNanos();
    socket.setXpubNoDrop(!on);
  }

  private static long size(List<byte[]> frames) {
    long size = 0;
    for (byte[] frame : frames) {
      size += frame.length + 64;
    }
    return size;
  }
}
