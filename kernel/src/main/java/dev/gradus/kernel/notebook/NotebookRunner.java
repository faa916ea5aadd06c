package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs the code cells of a notebook in order, on one session, and puts their outputs into the
/// notebook. It stops at the first error unless the cell is tagged `raises-exception` or errors are
/// allowed; a cell that runs out of time always stops it. Cells tagged `skip-execution` are left as
/// they are.
public final class NotebookRunner {
  /// How long an interrupted cell may take to stop before the run is given up.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final long TICK_MILLIS = 500;

  /// What a run may do.
  ///
  /// @param timeout time for each cell; zero for no limit
  /// @param allowErrors true to go on after a cell has failed
  public record Options(Duration timeout, boolean allowErrors) {}

  /// A cell that ended the run.
  ///
  /// @param position its place among the code cells that run, from 1
  /// @param title what the progress line calls it
  /// @param timedOut true if it ran out of time
  public record Failure(int position, String title, CellResult.Failed error, boolean timedOut) {}

  /// How a run ended.
  ///
  /// @param ran how many cells ran, a failed one included
  /// @param total how many cells were to run
  /// @param failure the cell that ended the run; null if none did
  /// @param stopped true if [#stop] ended it
  public record Report(
      int ran, int total, @Nullable Failure failure, boolean stopped, Duration time) {
    /// True if every cell ran and none failed that must not.
    public boolean ok() {
      return failure == null && !stopped;
    }
  }

  /// Is told about each cell. Called on the thread of [#run].
  public interface Progress {
    /// A cell starts.
    void started(int position, int total, String title);

    /// It still runs; called about twice a second.
    void running(Duration elapsed);

    /// It ended.
    void ended(CellResult result, Duration elapsed);

    /// Says nothing.
    Progress SILENT =
        new Progress() {
          @Override
          public void started(int position, int total, String title) {}

          @Override
          public void running(Duration elapsed) {}

          @Override
          public void ended(CellResult result, Duration elapsed) {}
        };
  }

  private final Session session;
  private final Options options;
  private final Progress progress;
  private volatile boolean stopped;

  /// A runner for one notebook on a fresh session; the caller closes the session.
  public NotebookRunner(Session session, Options options, Progress progress) {
    this.session = session;
    this.options = options;
    this.progress = progress;
  }

  /// Runs the notebook. Old outputs are removed first, so that afterwards every output is of this
  /// run; cells that were not reached have none.
  ///
  /// @throws NotebookException if the notebook is not one in Java
  public Report run(Notebook notebook) {
    checkLanguage(notebook);
    describe(notebook);
    List<NotebookCell> cells = notebook.cells().stream().filter(NotebookCell::runs).toList();
    cells.forEach(cell -> {
      cell.json().add("outputs", new JsonArray());
      cell.setExecutionCount(null);
    });
    var outputs = new NotebookOutputs();
    var collected = new ArrayList<NotebookOutputs.CellOutputs>();
    long start = System.nanoTime();
    Failure failure = null;
    int ran = 0;
    while (ran < cells.size() && failure == null && !stopped) {
      NotebookCell cell = cells.get(ran++);
      var cellOutputs = outputs.cell();
      collected.add(cellOutputs);
      failure = runCell(cell, ran, cells.size(), cellOutputs);
    }
    // now, not after each cell: an update or a thread may have changed an earlier one
    for (int i = 0; i < ran; i++) {
      cells.get(i).json().add("outputs", collected.get(i).toJson());
    }
    return new Report(ran, cells.size(), failure, stopped, since(start));
  }

  /// Ends the run: interrupts the cell that runs now and starts no other. From any thread.
  public void stop() {
    stopped = true;
    session.interrupt();
  }

  /// The name of a cell in progress lines: its first line that says something.
  static String title(NotebookCell cell) {
    for (String line : cell.source().lines().map(String::strip).toList()) {
      String text = line.replaceFirst("^(//+|/\\*+|\\*+)\\s*", "").strip();
      if (!text.isEmpty() && !text.startsWith("---") && !text.startsWith("===")) {
        return text;
      }
    }
    return "cell";
  }

  private @Nullable Failure runCell(
      NotebookCell cell, int position, int total, NotebookOutputs.CellOutputs outputs) {
    String title = title(cell);
    progress.started(position, total, title);
    cell.setExecutionCount(position);
    long start = System.nanoTime();
    Ended ended = await(new Session.Cell(cell.source(), position, false), outputs, start);
    outputs.result(ended.result, position);
    progress.ended(ended.result, since(start));
    boolean mayFail = options.allowErrors() || cell.tags().contains("raises-exception");
    return ended.result instanceof CellResult.Failed error && (ended.fatal || !mayFail)
        ? new Failure(position, title, error, ended.overtime)
        : null;
  }

  /// @param fatal true if the run cannot go on
  /// @param overtime true if the cell's time was up
  private record Ended(CellResult result, boolean fatal, boolean overtime) {}

  /// Runs the cell on a thread of its own, so that a session which does not come back cannot hold
  /// up the run for ever.
  private Ended await(Session.Cell cell, NotebookOutputs.CellOutputs outputs, long start) {
    var task = new FutureTask<>(() -> session.run(cell, outputs, Input.NONE));
    Thread.ofPlatform().daemon().name("notebook cell " + cell.number()).start(task);
    long limit = options.timeout().isZero() ? Long.MAX_VALUE : options.timeout().toNanos();
    long interruptedAt = -1;
    while (true) {
      long elapsed = System.nanoTime() - start;
      if (interruptedAt < 0 && (elapsed >= limit || stopped)) {
        interruptedAt = elapsed;
        session.interrupt();
      }
      if (interruptedAt >= 0 && elapsed - interruptedAt > GRACE.toNanos()) {
        boolean byUser = stopped && elapsed < limit;
        return new Ended(overtime(null, byUser), true, !byUser);
      }
      try {
        long left = interruptedAt < 0 ? limit - elapsed : Long.MAX_VALUE;
        long wait = Math.min(left, TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        CellResult result = task.get(wait, TimeUnit.NANOSECONDS);
        return interruptedAt >= 0 && !stopped
            ? new Ended(overtime(result, false), true, true)
            : new Ended(result, false, false);
      } catch (TimeoutException _) {
        progress.running(since(start));
      } catch (InterruptedException _) {
        stopped = true;
      } catch (ExecutionException e) {
        return new Ended(internalError(e.getCause() == null ? e : e.getCause()), true, false);
      }
    }
  }

  private CellResult overtime(@Nullable CellResult result, boolean byUser) {
    String seconds = seconds(options.timeout());
    String message =
        byUser
            ? "The run was stopped, but the cell did not react to the interruption."
            : "The cell ran longer than "
                + seconds
                + " and was interrupted"
                + (result == null ? ", but did not stop." : ".")
                + " Give it more time with --kernel-timeout, or make it do less.";
    var traceback = new ArrayList<String>();
    traceback.add("TimeoutError: " + message);
    if (result instanceof CellResult.Failed failed) {
      traceback.addAll(failed.traceback());
    }
    return new CellResult.Failed("TimeoutError", message, traceback);
  }

  private static CellResult internalError(Throwable error) {
    String message = "The session itself failed: " + error + ". This is a defect of Gradus.";
    var traceback = new ArrayList<String>(List.of("InternalError: " + message));
    for (StackTraceElement frame : error.getStackTrace()) {
      traceback.add("    at " + frame);
    }
    return new CellResult.Failed("InternalError", message, traceback);
  }

  private static void checkLanguage(Notebook notebook) {
    String language = notebook.language();
    if (language != null && !language.equals("java")) {
      throw new NotebookException(
          "This notebook is written in "
              + language
              + " (its kernelspec says so); Gradus runs notebooks in Java.");
    }
  }

  private static void describe(Notebook notebook) {
    JsonObject metadata = notebook.metadata();
    if (!(metadata.get("kernelspec") instanceof JsonObject)) {
      var kernelspec = new JsonObject();
      kernelspec.addProperty("display_name", "Java (Gradus)");
      kernelspec.addProperty("language", "java");
      kernelspec.addProperty("name", "gradus");
      metadata.add("kernelspec", kernelspec);
    }
    var info = new JsonObject();
    info.addProperty("codemirror_mode", "text/x-java");
    info.addProperty("file_extension", ".jshell");
    info.addProperty("mimetype", "text/x-java-source");
    info.addProperty("name", "java");
    info.addProperty("pygments_lexer", "java");
    info.addProperty("version", Runtime.version().toString());
    metadata.add("language_info", info);
  }

  static String seconds(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    return seconds == Math.rint(seconds)
        ? String.format(java.util.Locale.ROOT, "%.0f s", seconds)
        : String.format(java.util.Locale.ROOT, "%.1f s", seconds);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
