package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A session whose cells are single words with an argument, for tests of the front end.
final class ScriptedSession implements Session {
  final List<String> ran = new CopyOnWriteArrayList<>();
  private final Map<Class<?>, Object> attributes = new ConcurrentHashMap<>();
  private volatile @Nullable Thread running;

  @Override
  public CellResult run(Cell cell, Outputs outputs, Input input) {
    ran.add(cell.code());
    var result = new CompletableFuture<CellResult>();
    var thread =
        Thread.ofPlatform().unstarted(() -> result.complete(runHere(cell.code(), outputs, input)));
    running = thread;
    thread.start();
    return result.join();
  }

  private CellResult runHere(String code, Outputs outputs, Input input) {
    try {
      return run(code, outputs, input);
    } catch (InterruptedException e) {
      return new CellResult.Failed("Interrupted", "stopped", List.of("stopped"));
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      return new CellResult.Failed(e.getClass().getSimpleName(), message, List.of(message));
    } finally {
      running = null;
    }
  }

  private static CellResult run(String code, Outputs outputs, Input input)
      throws InterruptedException {
    String word = code.split(" ", 2)[0];
    String rest = code.contains(" ") ? code.split(" ", 2)[1] : "";
    switch (word) {
      case "print" -> outputs.stream(Outputs.Stream.STDOUT, rest);
      case "complain" -> outputs.stream(Outputs.Stream.STDERR, rest);
      case "sleep" -> {
        outputs.stream(Outputs.Stream.STDOUT, "sleeping");
        Thread.sleep(Long.parseLong(rest));
      }
      case "failLater" -> {
        Thread.sleep(400);
        throw new IllegalStateException(rest);
      }
      case "fail" -> throw new IllegalStateException(rest);
      case "ask" -> outputs.stream(Outputs.Stream.STDOUT, input.readLine(rest, false));
      case "display" -> outputs.display(MimeBundle.text(rest), "id-1");
      case "update" -> outputs.updateDisplay("id-1", MimeBundle.text(rest));
      case "clear" -> outputs.clearOutput(true);
      case "comm" ->
          outputs.comm(
              "comm_open",
              Map.of("comm_id", rest, "target_name", "t", "data", Map.of("x", Double.NaN)));
      case "late" ->
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Thread.sleep(300);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                outputs.stream(Outputs.Stream.STDOUT, rest);
              });
      case "flood" -> {
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          outputs.stream(Outputs.Stream.STDOUT, "line " + i + "\n");
        }
      }
      case "bytes" -> {
        String block = "x".repeat(1 << 20);
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          outputs.stream(Outputs.Stream.STDOUT, block);
        }
      }
      default -> {
        return new CellResult.Ok(MimeBundle.text(code));
      }
    }
    return new CellResult.Ok(null);
  }

  @Override
  public void interrupt() {
    Thread thread = running;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public Map<String, CellResult> evaluate(Map<String, String> expressions) {
    Map<String, CellResult> results = new LinkedHashMap<>();
    expressions.forEach((name, code) ->
        results.put(
            name,
            code.startsWith("bad")
                ? new CellResult.Failed("Bad", "no such thing", List.of("no such thing"))
                : new CellResult.Ok(MimeBundle.text(code))));
    return results;
  }

  @Override
  public Completion complete(String code, int cursor) {
    int start = code.lastIndexOf(' ', Math.max(0, cursor - 1)) + 1;
    return new Completion(
        start, cursor, List.of(code.substring(start, cursor) + "!"), List.of("magic"));
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
    return code.startsWith("nothing")
        ? Optional.empty()
        : Optional.of(MimeBundle.text(code.substring(0, cursor) + "/" + detailLevel));
  }

  @Override
  public Completable isComplete(String code) {
    return new Completable(
        code.endsWith("{")
            ? Completeness.INCOMPLETE
            : code.endsWith(")") ? Completeness.INVALID : Completeness.COMPLETE,
        "  ");
  }

  @Override
  public <T> T attribute(Class<T> key, Supplier<T> create) {
    return key.cast(attributes.computeIfAbsent(key, ignored -> create.get()));
  }

  @Override
  public void close() {}
}
