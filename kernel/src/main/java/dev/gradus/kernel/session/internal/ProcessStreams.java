package dev.gradus.kernel.session.internal;

import dev.gradus.kernel.session.Outputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/// The one process-wide hook of the kernel. `System.out`, `err` and `in` exist once in a process,
/// so they are replaced once, by streams that ask which cell the current thread belongs to. Threads
/// inherit the cell of the thread that started them; those of the common pool belong to the cell
/// that runs. Threads of no cell reach the real streams.
public final class ProcessStreams {
  private static final InheritableThreadLocal<@Nullable CellContext> OWNER =
      new InheritableThreadLocal<>();
  private static volatile @Nullable CellContext running;
  private static volatile @Nullable ProcessStreams installed;

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final InputStream realIn = System.in;
  private final PrintStream cellOut = stream(Outputs.Stream.STDOUT, realOut);
  private final PrintStream cellErr = stream(Outputs.Stream.STDERR, realErr);
  private final InputStream cellIn = new CellInput(realIn);

  private ProcessStreams() {}

  /// Replaces the streams, once; later calls put them back if a cell has changed them.
  public static synchronized void install() {
    ProcessStreams streams = installed;
    if (streams == null) {
      streams = new ProcessStreams();
      installed = streams;
      Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
      Thread.setDefaultUncaughtExceptionHandler(new ThreadFailures(before));
    }
    streams.put();
  }

  /// What `System.out` was before, for the process itself.
  public static PrintStream realOut() {
    ProcessStreams streams = installed;
    return streams == null ? System.out : streams.realOut;
  }

  /// What `System.err` was before, for the process itself.
  public static PrintStream realErr() {
    ProcessStreams streams = installed;
    return streams == null ? System.err : streams.realErr;
  }

  /// Makes the current thread, and those it will start, belong to a cell (or to none).
  public static void own(@Nullable CellContext context) {
    if (context == null) {
      OWNER.remove();
    } else {
      OWNER.set(context);
    }
  }

  /// Says which cell runs, for the threads of the common pool.
  ///
  /// @param beside true for a cell that gives way to one that runs already
  public static synchronized void begun(CellContext context, boolean beside) {
    if (!beside || running == null) {
      running = context;
    }
  }

  /// The cell has ended.
  @SuppressWarnings("ReferenceEquality") // each run has its own
  public static synchronized void ended(CellContext context) {
    if (running == context) {
      running = null;
    }
  }

  static @Nullable CellContext current() {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
        && worker.getPool().equals(ForkJoinPool.commonPool())) {
      return running;
    }
    return OWNER.get();
  }

  @SuppressWarnings("ReferenceEquality") // the very stream counts
  private void put() {
    if (System.out != cellOut) {
      System.setOut(cellOut);
    }
    if (System.err != cellErr) {
      System.setErr(cellErr);
    }
    if (System.in != cellIn) {
      System.setIn(cellIn);
    }
  }

  private static PrintStream stream(Outputs.Stream kind, PrintStream real) {
    return new PrintStream(new CellOutput(kind, real), false, StandardCharsets.UTF_8);
  }

  private static final class CellOutput extends OutputStream {
    private final Outputs.Stream kind;
    private final PrintStream real;

    CellOutput(Outputs.Stream kind, PrintStream real) {
      this.kind = kind;
      this.real = real;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      CellContext context = current();
      if (context == null) {
        real.write(bytes, from, length);
      } else {
        context.write(kind, bytes, from, length);
      }
    }

    @Override
    public void flush() {
      if (current() == null) {
        real.flush();
      }
    }
  }
}
