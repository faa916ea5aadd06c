package dev.gradus.kernel.notebook;

import dev.gradus.kernel.html.Ansi;
import dev.gradus.kernel.html.NotebookPage;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus run`: executes notebooks without Jupyter.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs notebooks and writes each executed notebook and an HTML page of it.",
      "Cells read relative paths against the folder in which gradus was started; pictures in"
          + " Markdown are read against the notebook's folder. The run stops at the first cell that"
          + " fails (unless it is tagged raises-exception); what ran until then is written. Of"
          + " several notebooks each runs in a session of its own; the exit code is that of the"
          + " first that did not end well."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every cell ran",
      "1:a cell failed",
      "2:a wrong option or parameter",
      "3:a file that cannot be read or written, or is no notebook in Java",
      "4:a cell ran out of time",
      "130:stopped with Ctrl-C"
    })
public final class RunCommand implements Callable<Integer> {
  private static final int CELL_FAILED = 1;
  private static final int USAGE = 2;
  private static final int FILE = 3;
  private static final int TIMEOUT = 4;

  @Mixin private RunTargets targets = new RunTargets();

  @Option(
      names = {"--kernel-timeout", "--timeout"},
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Time for each cell; a cell that takes longer is interrupted (default: no limit).")
  private double timeout;

  @Option(
      names = "--allow-errors",
      description = "Go on after a cell has failed; exit code 0 unless one runs out of time.")
  private boolean allowErrors;

  @Option(
      names = "--progress",
      description = "A line for each cell even if the output is no terminal.")
  private boolean progress;

  @Spec private @Nullable CommandSpec spec;

  private final Supplier<Session> sessions;

  /// With sessions on JShell.
  public RunCommand() {
    // nothing is idle here: preparing classes would only compete with the first cell
    this(() -> Sessions.open(SessionOptions.defaults().withWarmUp(false)));
  }

  /// @param sessions opens a session; called once for each notebook
  public RunCommand(Supplier<Session> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    // taken now: a session replaces System.out while it is open
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter err = spec().commandLine().getErr();
    String misuse = misuse();
    if (misuse != null) {
      return fail(err, misuse, USAGE);
    }
    List<RunTargets.Job> jobs;
    try {
      targets.read();
    } catch (NotebookException e) {
      return fail(err, String.valueOf(e.getMessage()), FILE);
    }
    try {
      jobs = targets.jobs();
    } catch (NotebookException e) {
      return fail(err, String.valueOf(e.getMessage()), USAGE);
    }
    return runAll(jobs, out, err);
  }

  private int runAll(List<RunTargets.Job> jobs, PrintWriter out, PrintWriter err) {
    int code = 0;
    for (RunTargets.Job job : jobs) {
      int ended;
      try {
        ended = run(job, out, err);
      } catch (NotebookException e) {
        ended = fail(err, job.file() + ": " + e.getMessage(), FILE);
      }
      code = code == 0 ? ended : code;
    }
    return code;
  }

  private static int fail(PrintWriter err, String message, int code) {
    err.println(message);
    err.flush();
    return code;
  }

  /// What is wrong with the options; null if nothing is.
  private @Nullable String misuse() {
    if (!(timeout >= 0) || timeout > Integer.MAX_VALUE) {
      return "--kernel-timeout takes seconds, 0 or more, but got " + timeout + ".";
    }
    return targets.misuse();
  }

  private int run(RunTargets.Job job, PrintWriter out, PrintWriter err) {
    boolean terminal = isTerminal();
    boolean lines = terminal || progress;
    if (lines) {
      out.println(job.file());
      out.flush();
    }
    Session session = sessions.get();
    var options =
        new NotebookRunner.Options(Duration.ofMillis(Math.round(timeout * 1000)), allowErrors);
    var runner =
        new NotebookRunner(
            session,
            options,
            lines ? new ConsoleProgress(out, terminal) : NotebookRunner.Progress.SILENT);
    var written = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(runner, written), "stop run");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      NotebookRunner.Report report = runner.run(job.notebook());
      write(job);
      tell(job, report, out, err, terminal);
      return code(report);
    } finally {
      written.countDown();
      removeHook(hook);
      close(session);
    }
  }

  private static int code(NotebookRunner.Report report) {
    NotebookRunner.Failure failure = report.failure();
    if (failure != null && failure.timedOut()) {
      return TIMEOUT;
    }
    return report.ok() ? 0 : CELL_FAILED;
  }

  private static void write(RunTargets.Job job) {
    job.notebook().write(job.executed());
    Path page = job.page();
    if (page != null) {
      Path folder = job.file().toAbsolutePath().getParent();
      String title = RunTargets.stem(job.file());
      Notebook.writeText(page, new NotebookPage(job.notebook(), title, folder).toHtml());
    }
  }

  private static void tell(
      RunTargets.Job job,
      NotebookRunner.Report report,
      PrintWriter out,
      PrintWriter err,
      boolean terminal) {
    NotebookRunner.Failure failure = report.failure();
    if (failure != null) {
      err.println();
      err.println(
          job.file() + ": cell " + failure.position() + " of " + report.total() + " failed:");
      List<String> lines = failure.error().traceback();
      if (lines.isEmpty()) {
        lines = List.of(failure.error().name() + ": " + failure.error().message());
      }
      lines.forEach(line -> err.println(terminal ? line : Ansi.strip(line)));
      err.println();
      err.flush();
    }
    String cells = report.ran() + (report.ran() == 1 ? " cell, " : " cells, ");
    out.println(
        (report.stopped() ? "stopped after " : "")
            + cells
            + NotebookRunner.seconds(report.time())
            + " -> "
            + job.executed()
            + (job.page() == null ? "" : ", " + job.page()));
    out.flush();
  }

  private static void stopAndWait(NotebookRunner runner, CountDownLatch written) {
    runner.stop();
    try {
      written.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the machine is shutting down: the hook is what stopped the run
    }
  }

  /// A session whose cell does not stop may not close either; the process ends soon anyway.
  private static void close(Session session) {
    Thread closer = Thread.ofPlatform().daemon().name("close session").start(session::close);
    try {
      closer.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isTerminal() {
    String term = System.getenv("TERM");
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(term);
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("RunCommand is started through picocli");
    }
    return spec;
  }
}
