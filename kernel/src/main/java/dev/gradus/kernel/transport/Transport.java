package dev.gradus.kernel.transport;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zeromq.ZMQ;

/// The five sockets of one kernel.
public final class Transport implements AutoCloseable {

  /// What the transport calls, on the threads of the sockets: one for the shell channel, one for
  /// control and stdin, one for the output.
  public interface Listener {
    /// A message has arrived. What follows on the same thread's channels waits until it returns.
    void received(RequestChannel channel, List<byte[]> frames);

    /// A client has subscribed to the output; the answer is the message that welcomes it.
    List<byte[]> welcome(byte[] topic);
  }

  private final ZMQ.Context context = ZMQ.context(1);
  private final RequestSockets shell;
  private final RequestSockets control;
  private final IopubSocket iopub;
  private final Heartbeat heartbeat;

  /// Binds all sockets; throws if one of them cannot be bound.
  public Transport(ConnectionFile file, Listener listener, Consumer<String> log) {
    Function<byte[], List<byte[]>> welcome = listener::welcome;
    heartbeat = new Heartbeat(context, file, log);
    iopub = new IopubSocket(context, file, welcome, log);
    shell =
        new RequestSockets(
            context,
            "shell",
            Map.of(RequestChannel.SHELL, file.endpoint(file.shellPort())),
            listener::received,
            log);
    control =
        new RequestSockets(
            context,
            "control",
            Map.of(
                RequestChannel.CONTROL,
                file.endpoint(file.controlPort()),
                RequestChannel.STDIN,
                file.endpoint(file.stdinPort())),
            listener::received,
            log);
  }

  /// Starts the threads of the sockets.
  public void start() {
    heartbeat.start();
    iopub.start();
    shell.start();
    control.start();
  }

  /// Queues an answer; returns at once.
  public void reply(RequestChannel channel, List<byte[]> frames) {
    (channel == RequestChannel.SHELL ? shell : control).send(channel, frames);
  }

  /// Queues output; waits while readers lag too far behind.
  public void publish(List<byte[]> frames) {
    iopub.send(frames);
  }

  /// Has the messages received that have arrived on the shell channel, and waits for that; not on
  /// its own thread.
  public void readShell() {
    shell.readArrived();
  }

  /// Sends what is queued and closes the sockets; takes about a second at most.
  @Override
  public void close() {
    try {
      control.close(300);
      shell.close(100);
      iopub.close(300);
      heartbeat.close(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Thread.ofPlatform()
        .daemon()
        .name("gradus-term")
        .start(() -> {
          try {
            context.term();
          } catch (RuntimeException e) {
            // the process ends meanwhile, and its channels with it
          }
        });
  }
}
