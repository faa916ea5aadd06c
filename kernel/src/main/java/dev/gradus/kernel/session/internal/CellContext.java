package dev.gradus.kernel.session.internal;

import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Session;
import org.jspecify.annotations.Nullable;

/// One run of one cell, as its threads see it: where output goes, where input comes from, whether
/// they have to stop.
public final class CellContext {
  private final Session session;
  private final OutputQueue outputs;
  private final Input input;
  private final TextDecoder out = new TextDecoder();
  private final TextDecoder err = new TextDecoder();
  private volatile boolean stopped;

  /// A run of a cell of the given session.
  public CellContext(Session session, OutputQueue outputs, Input input) {
    this.session = session;
    this.outputs = outputs;
    this.input = input;
  }

  /// The cell that the current thread belongs to, or null outside cells.
  public static @Nullable CellContext current() {
    return ProcessStreams.current();
  }

  /// The cell that the current thread belongs to.
  ///
  /// @throws IllegalStateException outside cells, naming the call that needs one
  public static CellContext require(String call) {
    CellContext context = current();
    if (context == null) {
      throw new IllegalStateException(
          call + " works inside a cell; this thread was not started by one");
    }
    return context;
  }

  /// The session the cell runs in.
  public Session session() {
    return session;
  }

  /// Where the cell's output goes; safe from every thread.
  public OutputQueue outputs() {
    return outputs;
  }

  /// Where `System.in` of the cell reads from.
  public Input input() {
    return input;
  }

  /// Asks the cell's threads to stop at their next check.
  public void stop() {
    stopped = true;
    outputs.release();
  }

  /// Whether the cell was asked to stop.
  public boolean stopped() {
    return stopped;
  }

  void write(dev.gradus.kernel.session.Outputs.Stream stream, byte[] bytes, int from, int length) {
    boolean normal = stream == dev.gradus.kernel.session.Outputs.Stream.STDOUT;
    String text = (normal ? out : err).decode(bytes, from, length);
    if (!text.isEmpty()) {
      outputs.stream(stream, text);
    }
  }
}
