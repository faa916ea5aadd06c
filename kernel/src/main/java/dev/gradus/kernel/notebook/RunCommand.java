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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus run`: executes notebooks without Jupyter.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs notebooks and writes each executed notebook and an HTML page of it.",
      "Cells read relative paths against the folder in which gradus was started; pictures in"
          + " Markdown are read against the notebook's folder. The run stops at the first cell that"
          + " fails (unless it is tagged raises-exception); what ran until then is written."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every cell ran",
      "1:a cell failed or ran out of time",
      "2:a wrong option, or a file that cannot be read or written",
      "130:stopped with Ctrl-C"
    })
public final class RunCommand implements Callable<Integer> {
  private static final int CELL_FAILED = 1;
  private static final int UNUSABLE = 2;

  @Parameters(paramLabel = "NOTEBOOK", arity = "1..*", description = "Notebook files (.ipynb).")
  private List<Path> notebooks = new ArrayList<>();

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      defaultValue = "executed",
      description =
          "Folder for the executed notebooks and pages; made if needed (default: ${DEFAULT-VALUE}).")
  private Path outputDir = Path.of("executed");

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Time for each cell; a cell that takes longer is interrupted (default: no limit).")
  private double timeout;

  @Option(names = "--allow-errors", description = "Go on after a cell has failed; exit code 0.")
  private boolean allowErrors;

  @Option(names = "--no-html", description = "Write the executed notebook only.")
  private boolean noHtml;

  @Option(
      names = {"-p", "--parameters"},
      paramLabel = "NAME=VALUE",
      description = "Sets a variable of the cell tagged \"parameters\"; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

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

  /// A notebook that was read, and where its results go.
  private record Job(Path file, Notebook notebook, Path executed, Path page) {}

  @Override
  public Integer call() {
    // taken now: a session replaces System.out while it is open
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter err = spec().commandLine().getErr();
    List<Job> jobs;
    try {
      jobs = prepare();
    } catch (NotebookException e) {
      err.println(e.getMessage());
      err.flush();
      return UNUSABLE;
    }
    int code = 0;
    for (Job job : jobs) {
      try {
        code = Math.max(code, run(job, out, err));
      } catch (NotebookException e) {
        err.println(job.file + ": " + e.getMessage());
        err.flush();
        code = UNUSABLE;
      }
    }
    return code;
  }

  /// Reads everything first, so that a wrong name in the list costs no run.
  private List<Job> prepare() {
    if (!(timeout >= 0) || timeout > Integer.MAX_VALUE) {
      throw new NotebookException("--timeout takes seconds, 0 or more, but got " + timeout + ".");
    }
    var jobs = new ArrayList<Job>();
    var taken = new HashSet<Path>();
    for (Path file : notebooks) {
      Notebook notebook = Notebook.read(file);
      RunParameters.inject(notebook, parameters);
      String name = String.valueOf(file.getFileName());
      Path executed = outputDir.resolve(name);
      if (executed.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
        throw new NotebookException(
            "The result would overwrite " + file + " itself; name another --output-dir.");
      }
      if (!taken.add(executed)) {
        throw new NotebookException(
            "Two of the notebooks are called "
                + name
                + "; run them into two --output-dir folders.");
      }
      Path page = outputDir.resolve(name.replaceFirst("\\.ipynb$", "") + ".html");
      jobs.add(new Job(file, notebook, executed, page));
    }
    return jobs;
  }

  private int run(Job job, PrintWriter out, PrintWriter err) {
    boolean terminal = isTerminal();
    out.println(job.file);
    out.flush();
    Session session = sessions.get();
    var options =
        new NotebookRunner.Options(Duration.ofMillis(Math.round(timeout * 1000)), allowErrors);
    var runner = new NotebookRunner(session, options, new ConsoleProgress(out, terminal));
    var written = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(runner, written), "stop run");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      NotebookRunner.Report report = runner.run(job.notebook);
      write(job);
      tell(job, report, out, err, terminal);
      return report.ok() ? 0 : CELL_FAILED;
    } finally {
      written.countDown();
      removeHook(hook);
      close(session);
    }
  }

  private void write(Job job) {
    job.notebook.write(job.executed);
    if (!noHtml) {
      Path folder = job.file.toAbsolutePath().getParent();
      String title = String.valueOf(job.file.getFileName()).replaceFirst("\\.ipynb$", "");
      Notebook.writeText(job.page, new NotebookPage(job.notebook, title, folder).toHtml());
    }
  }

  private void tell(
      Job job, NotebookRunner.Report report, PrintWriter out, PrintWriter err, boolean terminal) {
    NotebookRunner.Failure failure = report.failure();
    if (failure != null) {
      err.println();
      err.println("Cell " + failure.position() + " of " + report.total() + " failed:");
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
            + job.executed
            + (noHtml ? "" : ", " + job.page));
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
