package dev.gradus.kernel.eval;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderers;
import dev.gradus.kernel.eval.internal.Evaluator;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.FollowUp;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.internal.CellContext;
import dev.gradus.kernel.session.internal.ThreadReporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A session that evaluates Java with JShell, in this process: results are live objects, user code
/// can be stopped, output goes to the cell that caused it.
public final class JShellSession implements Session, ThreadReporter {
  private final Map<Class<?>, Object> attributes = new ConcurrentHashMap<>();
  private final Evaluator evaluator;

  private JShellSession(SessionOptions options) {
    MagicRegistry magics = MagicRegistry.load(options.magics());
    Renderers renderers = Renderers.load();
    attributes.put(MagicRegistry.class, magics);
    attributes.put(Renderers.class, renderers);
    evaluator = new Evaluator(this, options, magics, renderers);
  }

  /// A new session, which starts in the background.
  public static JShellSession open(SessionOptions options) {
    return new JShellSession(options);
  }

  /// Waits until the session can answer.
  public void awaitReady() {
    evaluator.awaitReady();
  }

  @Override
  public CellResult run(Cell cell, Outputs outputs, Input input) {
    return evaluator.run(cell, outputs, input, false);
  }

  @Override
  public Session beside() {
    return new BesideSession(this, evaluator);
  }

  @Override
  public void interrupt() {
    evaluator.interrupt();
  }

  @Override
  public Map<String, CellResult> evaluate(Map<String, String> expressions) {
    return evaluator.evaluate(expressions, false);
  }

  @Override
  public Completion complete(String code, int cursor) {
    return evaluator.assist().complete(code, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
    return evaluator.assist().inspect(code, cursor, detailLevel);
  }

  @Override
  public Completable isComplete(String code) {
    return evaluator.assist().isComplete(code);
  }

  @Override
  public List<Variable> variables() {
    return evaluator.variables();
  }

  @Override
  public List<Path> addClassPath(List<Path> paths) {
    return evaluator.addClassPath(paths);
  }

  @Override
  public List<Path> addedClassPath() {
    return evaluator.addedClassPath();
  }

  @Override
  public void runNext(FollowUp code) {
    evaluator.runNext(code);
  }

  @Override
  public void reset() {
    evaluator.reset();
  }

  @Override
  public <T> T attribute(Class<T> key, Supplier<T> create) {
    // not computeIfAbsent: a supplier may ask for another attribute
    Object value = attributes.get(key);
    if (value == null) {
      Object created = create.get();
      Object earlier = attributes.putIfAbsent(key, created);
      value = earlier == null ? created : earlier;
    }
    return key.cast(value);
  }

  @Override
  public void threadFailed(CellContext context, Thread thread, Throwable failure) {
    evaluator.threadFailed(context, thread, failure);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
