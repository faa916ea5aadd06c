package dev.gradus.kernel.transport;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zeromq.ZMQ;

/// The five sockets of one kernel.
public final class Transport implements AutoCloseable {

  /// What the transport calls. All calls come from the threads of the sockets and must be quick.
  public interface Listener {
    /// A message has arrived.
    void received(RequestChannel channel, List<byte[]> frames);

    /// A client has subscribed to the output; the answer is the message that welcomes it.
    List<byte[]> welcome(byte[] topic);
  }

  private final ZMQ.Context context = ZMQ.context(1);
  private final RequestSockets requests;
  private final IopubSocket iopub;
  private final Heartbeat heartbeat;

  /// Binds all sockets; throws if one of them cannot be bound.
  public Transport(ConnectionFile file, Listener listener, Consumer<String> log) {
    Function<byte[], List<byte[]>> welcome = listener::welcome;
    heartbeat = new Heartbeat(context, file, log);
    iopub = new IopubSocket(context, file, welcome, log);
    requests = new RequestSockets(context, file, listener::received, log);
  }

  /// Starts the threads of the sockets.
  public void start() {
    heartbeat.start();
    iopub.start();
    requests.start();
  }

  /// Queues an answer; returns at once.
  public void reply(RequestChannel channel, List<byte[]> frames) {
    requests.send(channel, frames);
  }

  /// Queues output; waits while readers lag too far behind.
  public void publish(List<byte[]> frames) {
    iopub.send(frames);
  }

  /// Calls back once everything that has arrived on the shell channel by now was received.
  public void sweep(Runnable after) {
    requests.sweep(after);
  }

  /// Sends what is queued and closes the sockets; takes about a second at most.
  @Override
  public void close() {
    try {
      requests.close(300);
      iopub.close(300);
      heartbeat.close(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Thread.ofPlatform().daemon().name("gradus-term").start(context::term);
  }
}
