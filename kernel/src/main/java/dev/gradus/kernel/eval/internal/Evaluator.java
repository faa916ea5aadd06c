package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderers;
import dev.gradus.kernel.magic.CellRewriter;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.magic.MagicSyntaxException;
import dev.gradus.kernel.magic.RewrittenCell;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.FollowUp;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionExtension;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.StartUpScript;
import dev.gradus.kernel.session.internal.CellContext;
import dev.gradus.kernel.session.internal.OutputQueue;
import dev.gradus.kernel.session.internal.ProcessStreams;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/// Runs the cells of one session.
public final class Evaluator implements AutoCloseable {
  private static final int RESERVE = 8 * 1024 * 1024;
  private static final int QUIET_MILLIS = 500;

  private final Session session;
  private final SessionOptions options;
  private final MagicRegistry magics;
  private final Renderers renderers;
  private final CellRewriter rewriter;
  private final ReentrantLock runs = new ReentrantLock();
  private final ScheduledExecutorService pump;
  private final AtomicInteger workers = new AtomicInteger();
  private final List<Thread> abandoned = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Parts> parts = new CompletableFuture<>();
  private final Set<RunningCell> running = ConcurrentHashMap.newKeySet();
  private final Deque<CellWorker> spare = new ConcurrentLinkedDeque<>();
  private @Nullable CellWorker worker;
  private boolean started;
  private volatile boolean wanted = true;
  private @Nullable Thread warming;
  private volatile byte @Nullable [] reserve = new byte[RESERVE];

  /// What needs a started shell.
  private record Parts(
      Shell shell,
      Splitter splitter,
      FrameMap frames,
      Tracebacks tracebacks,
      CompileErrors errors,
      Assist assist) {}

  /// Starts in the background.
  public Evaluator(
      Session session, SessionOptions options, MagicRegistry magics, Renderers renderers) {
    this.session = session;
    this.options = options;
    this.magics = magics;
    this.renderers = renderers;
    rewriter = new CellRewriter(magics);
    ProcessStreams.install();
    pump =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform()
                .daemon(true)
                .name("cell-output")
                .inheritInheritableThreadLocals(false)
                .factory());
    daemon("session-start", this::start).start();
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform()
        .daemon(true)
        .name(name)
        .inheritInheritableThreadLocals(false)
        .unstarted(work);
  }

  private void start() {
    try {
      Shell shell = new Shell(options);
      shell.start();
      FrameMap frames = new FrameMap(shell.jshell());
      Names names = new Names(shell.jshell(), shell.loader());
      parts.complete(
          new Parts(
              shell,
              new Splitter(shell.analysis()),
              frames,
              new Tracebacks(frames),
              new CompileErrors(names),
              new Assist(shell, magics, rewriter)));
    } catch (Throwable e) {
      parts.completeExceptionally(e);
      return;
    }
    if (options.warmUp()) {
      warmUp();
    }
  }

  /// Makes the first cells as fast as later ones, on a thread that leaves when a cell comes.
  private void warmUp() {
    Thread thread =
        daemon(
            "session-warm-up",
            () -> {
              if (parts.join().shell.rehearse(() -> wanted)) {
                rehearseCells(parts.join());
                warmExtensions();
              }
            });
    lowPriority(thread);
    thread.start();
  }

  /// Runs cells as a request does, which nobody sees and nothing is left of.
  private void rehearseCells(Parts ready) {
    Rehearsal.run(code -> {
      runs.lock();
      try {
        if (wanted) {
          ready.shell.rehearsing(
              () -> runNow(ready, "cell [0]", code, Silence.OUTPUTS, Input.NONE, false));
        }
        return wanted;
      } finally {
        runs.unlock();
      }
    });
  }

  private void warmExtensions() {
    synchronized (this) {
      if (!wanted) {
        return;
      }
      warming = Thread.currentThread();
    }
    for (SessionExtension extension : options.extensions()) {
      try {
        extension.warmUp(session);
      } catch (RuntimeException e) {
        // warming is an optimisation; what fails here fails again where it is needed
      }
    }
    stopWarming();
    Thread.interrupted();
  }

  @SuppressWarnings("ThreadPriorityCheck") // a hint to leave the processor to requests
  static void lowPriority(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  private synchronized void stopWarming() {
    wanted = false;
    Thread thread = warming;
    if (thread != null) {
      thread.interrupt();
      warming = null;
    }
  }

  /// Waits until the session can answer.
  public void awaitReady() {
    parts.join();
  }

  /// See [Session#run].
  ///
  /// @param beside true to run it beside the cell that runs, if any
  public CellResult run(Session.Cell request, Outputs outputs, Input input, boolean beside) {
    refuseNested();
    Parts ready = parts.join();
    Outputs shown = request.silent() ? Silence.OUTPUTS : outputs;
    if (!beside) {
      runs.lock();
    }
    try {
      stopWarming();
      if (!beside) {
        startUp(ready, outputs, input);
      }
      return runNow(ready, request, shown, input, beside);
    } catch (OutOfMemoryError e) {
      reserve = null;
      return ready.tracebacks.failed(e);
    } finally {
      if (!beside) {
        runs.unlock();
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // sessions have identity
  private void refuseNested() {
    CellContext current = CellContext.current();
    if (current != null && current.session() == session) {
      throw new IllegalStateException("a cell cannot run another cell of its own session");
    }
  }

  private CellResult runNow(
      Parts ready, Session.Cell request, Outputs outputs, Input input, boolean beside) {
    String name = "cell [" + request.number() + "]";
    CellResult result = runNow(ready, name, request.code(), outputs, input, beside);
    return request.silent() && result.ok() ? new CellResult.Ok(null) : result;
  }

  private CellResult runNow(
      Parts ready, String name, String code, Outputs outputs, Input input, boolean beside) {
    prepare(ready);
    CellContext context = new CellContext(session, new OutputQueue(outputs, pump), input);
    CellWorker thread = worker(ready, beside);
    RunningCell cell =
        new RunningCell(context, thread, this::around, ready.shell.loader().stopSwitch());
    ProcessStreams.begun(context, beside);
    running.add(cell);
    CellResult result;
    try (var _ = TimeLimit.start(options.timeout(), cell)) {
      result = evaluate(ready, name, code, cell);
      result = leave(ready, cell, result, thread, beside);
    } catch (RuntimeException | LinkageError e) {
      leave(ready, cell, new CellResult.Ok(null), thread, beside);
      result = ready.tracebacks.failed(e);
    } finally {
      running.remove(cell);
    }
    if (context.stopped()) {
      awaitQuietPool();
    }
    ProcessStreams.ended(context);
    ProcessStreams.install();
    context.outputs().flush();
    return result;
  }

  /// Runs the start-up scripts before the first cell, which shows what they print and what is wrong
  /// with them.
  private void startUp(Parts ready, Outputs outputs, Input input) {
    if (started) {
      return;
    }
    started = true;
    for (StartUpScript script : options.startUp()) {
      CellResult result = runNow(ready, script.name(), script.code(), outputs, input, false);
      if (result instanceof CellResult.Failed failed) {
        outputs.stream(
            Outputs.Stream.STDERR,
            script.name() + " failed: " + String.join("\n", failed.traceback()) + "\n");
      }
    }
  }

  private void prepare(Parts ready) {
    abandoned.removeIf(thread -> !thread.isAlive());
    boolean stopping = running.stream().anyMatch(cell -> cell.context().stopped());
    if (abandoned.isEmpty() && !stopping) {
      ready.shell.loader().stopSwitch().disarm();
    }
    if (reserve == null) {
      try {
        reserve = new byte[RESERVE];
      } catch (OutOfMemoryError e) {
        // still full; go on without
      }
    }
  }

  private CellWorker worker(Parts ready, boolean beside) {
    CellWorker current = beside ? spare.poll() : worker;
    if (current == null) {
      current = new CellWorker(ready.shell.loader(), workers, () -> reserve = null);
      if (!beside) {
        worker = current;
      }
    }
    return current;
  }

  private @Nullable Object around(Callable<@Nullable Object> body) throws Exception {
    Callable<@Nullable Object> inner = body;
    for (SessionExtension extension : options.extensions().reversed()) {
      Callable<@Nullable Object> wrapped = inner;
      inner = () -> wrap(extension, wrapped);
    }
    return inner.call();
  }

  @SuppressWarnings("NullAway") // the body's value is passed through, null or not
  private @Nullable Object wrap(SessionExtension extension, Callable<@Nullable Object> body)
      throws Exception {
    return extension.aroundCell(session, body);
  }

  private CellResult evaluate(Parts ready, String name, String code, RunningCell cell) {
    RewrittenCell rewritten;
    try {
      rewritten = rewriter.rewrite(code);
    } catch (MagicSyntaxException e) {
      return magicSyntax(name, code, e);
    }
    CellSource source = new CellSource(name, rewritten);
    cell.name(name);
    CellEvaluation evaluation =
        new CellEvaluation(
            ready.shell,
            ready.splitter,
            ready.frames,
            ready.errors,
            ready.tracebacks,
            source,
            cell,
            this::render);
    ready.shell.lock().lock();
    try {
      CellResult result = evaluation.run();
      if (evaluation.ranOutOfMemory()) {
        reserve = null;
        System.gc(); // what was let go goes back to the machine
      }
      return result;
    } finally {
      ready.shell.lock().unlock();
    }
  }

  private static CellResult magicSyntax(String name, String code, MagicSyntaxException e) {
    String message = String.valueOf(e.getMessage());
    CellSource source = new CellSource(name, new RewrittenCell(code, code, List.of()));
    Problem problem = new Problem(message, e.start(), e.end());
    CellResult.Failed failed = CompileErrors.failed(source, List.of(problem));
    return new CellResult.Failed("MagicError", message, failed.traceback());
  }

  private MimeBundle render(@Nullable Object value) {
    return renderers.render(value);
  }

  /// Ends the cell on its thread; a failure around the cell becomes its result.
  private CellResult leave(
      Parts ready, RunningCell cell, CellResult result, CellWorker thread, boolean beside) {
    CellResult after = result;
    try {
      cell.end();
    } catch (RunningCell.Abandoned e) {
      after = CellEvaluation.abandonedResult(cell);
    } catch (Throwable e) {
      after = result.ok() ? ready.tracebacks.failed(e) : result;
    }
    if (cell.abandoned()) {
      abandoned.add(thread.thread());
      if (!beside) {
        worker = null;
      }
    } else if (beside) {
      spare.push(thread);
    }
    return after;
  }

  /// Threads of the common pool belong to the cell that runs; an interrupted one has them stopped
  /// before the next begins.
  private static void awaitQuietPool() {
    long until = System.nanoTime() + QUIET_MILLIS * 1_000_000L;
    while (!ForkJoinPool.commonPool().isQuiescent() && System.nanoTime() < until) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// See [Session#interrupt].
  public void interrupt() {
    running.forEach(RunningCell::interrupt);
  }

  /// See [Session#evaluate].
  public Map<String, CellResult> evaluate(Map<String, String> expressions, boolean beside) {
    var results = new LinkedHashMap<String, CellResult>();
    expressions.forEach((key, code) ->
        results.put(
            key, run(new Session.Cell(code, 0, false), Silence.OUTPUTS, Input.NONE, beside)));
    return results;
  }

  /// See [Session#variables].
  public List<Session.Variable> variables() {
    Shell shell = parts.join().shell;
    shell.lock().lock();
    try {
      var variables = new ArrayList<Session.Variable>();
      for (VarSnippet snippet : shell.jshell().variables().toList()) {
        Field field = snippet.name().startsWith("$") ? null : shell.field(snippet);
        if (field != null) {
          variables.add(new Session.Variable(snippet.name(), snippet.typeName(), field.get(null)));
        }
      }
      return variables;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } finally {
      shell.lock().unlock();
    }
  }

  /// See [Session#addClassPath].
  public List<Path> addClassPath(List<Path> paths) {
    return parts.join().shell.addClassPath(paths);
  }

  /// See [Session#addedClassPath].
  public List<Path> addedClassPath() {
    return parts.join().shell.addedClassPath();
  }

  /// See [Session#runNext].
  public void runNext(FollowUp code) {
    RunningCell cell = runningNow("further code");
    Parts ready = parts.join();
    cell.followUps().add(() -> follow(ready, code, cell));
  }

  private CellResult follow(Parts ready, FollowUp code, RunningCell cell) {
    String before = cell.name();
    CellClock clock = cell.clock();
    long wall = clock.wallNanos();
    long processor = clock.processorNanos();
    String name = code.title().isEmpty() ? before : code.title();
    CellResult result = evaluate(ready, name, code.code(), cell);
    cell.name(before);
    code.done()
        .accept(
            new FollowUp.Outcome(
                result, clock.wallNanos() - wall, clock.processorNanos() - processor));
    return result;
  }

  /// See [Session#reset].
  public void reset() {
    Shell shell = parts.join().shell;
    runningNow("a reset")
        .followUps()
        .add(() -> {
          shell.reset();
          return new CellResult.Ok(null);
        });
  }

  /// The cell that this code belongs to.
  @SuppressWarnings("ReferenceEquality") // contexts have identity
  private RunningCell runningNow(String what) {
    CellContext here = CellContext.current();
    return running.stream()
        .filter(cell -> cell.context() == here)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(what + " needs a running cell; no cell runs"));
  }

  /// Completion, inspection, completeness.
  public Assist assist() {
    Assist assist = parts.join().assist;
    stopWarming();
    return assist;
  }

  /// Tells a cell that one of its threads failed.
  public void threadFailed(CellContext context, Thread thread, Throwable failure) {
    if (failure instanceof CellStopped) {
      return;
    }
    var text = new StringBuilder("Exception in thread \"" + thread.getName() + "\"\n");
    parts.join().tracebacks.lines(failure).forEach(line -> text.append(line).append('\n'));
    context.outputs().stream(Outputs.Stream.STDERR, text.toString());
  }

  @Override
  public void close() {
    interrupt();
    runs.lock();
    try {
      stopWarming();
      CellWorker current = worker;
      if (current != null) {
        current.close();
      }
      spare.forEach(CellWorker::close);
      var _ =
          parts.thenAccept(p -> {
            p.shell.close();
            p.assist.close();
          });
      pump.shutdown();
    } finally {
      runs.unlock();
    }
  }
}
