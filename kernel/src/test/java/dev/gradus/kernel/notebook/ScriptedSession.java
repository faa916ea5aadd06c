package dev.gradus.kernel.notebook;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// A session whose cells are written in Java by the test: what a cell does is found by its source.
final class ScriptedSession implements Session {
  final List<Cell> ran = new ArrayList<>();
  volatile boolean closed;
  private final Map<String, Function<Outputs, CellResult>> cells = new HashMap<>();
  private volatile CountDownLatch interrupted = new CountDownLatch(1);

  ScriptedSession on(String source, Function<Outputs, CellResult> action) {
    cells.put(source, action);
    return this;
  }

  /// The cell `fail` fails, `hang` runs until it is interrupted, `stuck` does not even stop then.
  static ScriptedSession standard() {
    var session = new ScriptedSession();
    session.on("fail", _ -> failed("IllegalStateException", "no luck"));
    session.on("hang", _ -> session.hang());
    return session;
  }

  static CellResult failed(String name, String message) {
    return new CellResult.Failed(
        name, message, List.of("\033[1;31m" + name + "\033[0m: " + message));
  }

  static CellResult ok() {
    return new CellResult.Ok(null);
  }

  @Override
  public CellResult run(Cell cell, Outputs outputs, Input input) {
    ran.add(cell);
    interrupted = new CountDownLatch(1);
    var action = cells.get(cell.code());
    return action != null
        ? action.apply(outputs)
        : new CellResult.Ok(MimeBundle.text("value of " + cell.code()));
  }

  private CellResult hang() {
    try {
      return interrupted.await(20, TimeUnit.SECONDS)
          ? failed("InterruptedException", "interrupted")
          : ok();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void interrupt() {
    interrupted.countDown();
  }

  @Override
  public Map<String, CellResult> evaluate(Map<String, String> expressions) {
    return Map.of();
  }

  @Override
  public Completion complete(String code, int cursor) {
    return new Completion(cursor, cursor, List.of(), List.of());
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
    return Optional.empty();
  }

  @Override
  public Completable isComplete(String code) {
    return new Completable(Completeness.COMPLETE, "");
  }

  @Override
  public <T> T attribute(Class<T> key, Supplier<T> create) {
    return create.get();
  }

  @Override
  public void close() {
    closed = true;
  }
}
