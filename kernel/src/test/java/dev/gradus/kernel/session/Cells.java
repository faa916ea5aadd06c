package dev.gradus.kernel.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A session for tests, with short ways to run cells.
public final class Cells implements AutoCloseable {
  private final Session session;
  private final AtomicInteger number = new AtomicInteger();
  private RecordedOutputs outputs = new RecordedOutputs();

  /// With no extensions.
  public Cells() {
    this(SessionOptions.defaults().withExtensions(List.of()));
  }

  /// With the given options.
  public Cells(SessionOptions options) {
    session = Sessions.open(options);
  }

  /// The session.
  public Session session() {
    return session;
  }

  /// What the last cell showed.
  public RecordedOutputs outputs() {
    return outputs;
  }

  /// Runs a cell.
  public CellResult run(String code) {
    return run(code, Input.NONE);
  }

  /// Runs a cell with input.
  public CellResult run(String code, Input input) {
    outputs = new RecordedOutputs();
    return session.run(new Session.Cell(code, number.incrementAndGet(), false), outputs, input);
  }

  /// The value of a cell as text, `null` as text for none, or its error as `Name: message`.
  public String eval(String code) {
    return text(run(code));
  }

  /// The error of a cell that has to fail.
  public CellResult.Failed fail(String code) {
    CellResult result = run(code);
    if (result instanceof CellResult.Failed failed) {
      return failed;
    }
    throw new AssertionError("did not fail: " + code + " -> " + text(result));
  }

  /// A result as one line.
  public static String text(CellResult result) {
    return switch (result) {
      case CellResult.Ok ok -> ok.value() == null ? "" : ok.value().plain();
      case CellResult.Failed failed -> failed.name() + ": " + failed.message();
    };
  }

  /// Runs a cell, interrupts it after a while, and returns its result.
  public CellResult interrupted(String code, int millis) throws Exception {
    CompletableFuture<CellResult> result =
        CompletableFuture.supplyAsync(
            () -> run(code),
            r -> {
              Thread.ofPlatform().daemon(true).start(r);
            });
    TimeUnit.MILLISECONDS.sleep(millis);
    session.interrupt();
    return result.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    session.close();
  }
}
