package dev.gradus.kernel.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.protocol.ExecuteRequest;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;
import dev.gradus.kernel.protocol.MessageHeader;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Session;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs a cell.
final class ExecuteHandler implements RequestHandler {
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public String type() {
    return "execute_request";
  }

  @Override
  public boolean takesLong() {
    return true;
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var execute = ExecuteRequest.of(request.content());
    KernelServer server = request.server();
    var metadata = new JsonObject();
    metadata.addProperty("started", MessageHeader.now());
    int number = execute.storeHistory() ? count.incrementAndGet() : count.get() + 1;
    if (!execute.silent()) {
      request.publish("execute_input", input(execute.code(), number));
    }
    Session session = request.session();
    var outputs =
        new CellOutputs(server.iopub(), server.comms(), request.header(), execute.silent());
    Input input =
        execute.allowStdin()
            ? new StdinInput(server, request.message(), server.inputReplies())
            : Input.NONE;
    CellResult result =
        session.run(new Session.Cell(execute.code(), number, execute.silent()), outputs, input);
    if (execute.storeHistory()) {
      server.history().add(number, execute.code(), shown(result));
    }
    JsonObject content = content(request, execute, result, number, session);
    if (!result.ok() && execute.stopOnError()) {
      request.abortQueued();
    }
    request.reply(content, metadata);
  }

  private static JsonObject content(
      Request request, ExecuteRequest execute, CellResult result, int number, Session session) {
    var content = new JsonObject();
    // no switch over patterns: linking one makes the first cell wait
    if (result instanceof CellResult.Failed failed) {
      if (!execute.silent()) {
        request.publish("error", error(failed));
      }
      content = error(failed);
      content.addProperty("status", "error");
    } else if (result instanceof CellResult.Ok(var value) && value != null && !execute.silent()) {
      JsonObject shown = CellOutputs.bundle(value);
      shown.addProperty("execution_count", number);
      request.publish("execute_result", shown);
    }
    content.addProperty("execution_count", execute.storeHistory() ? number : number - 1);
    content.add("payload", new JsonArray());
    content.add("user_expressions", result.ok() ? expressions(session, execute) : new JsonObject());
    return content;
  }

  private static JsonObject input(String code, int number) {
    var content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("execution_count", number);
    return content;
  }

  private static JsonObject error(CellResult.Failed failed) {
    var content = new JsonObject();
    content.addProperty("ename", failed.name());
    content.addProperty("evalue", failed.message());
    content.add("traceback", Json.of(failed.traceback()));
    return content;
  }

  private static JsonObject expressions(Session session, ExecuteRequest execute) {
    var values = new JsonObject();
    if (execute.userExpressions().isEmpty()) {
      return values;
    }
    session
        .evaluate(execute.userExpressions())
        .forEach((name, result) -> values.add(name, value(result)));
    return values;
  }

  private static JsonObject value(CellResult result) {
    JsonObject value =
        switch (result) {
          case CellResult.Ok ok ->
              CellOutputs.bundle(ok.value() == null ? MimeBundle.text("") : ok.value());
          case CellResult.Failed failed -> error(failed);
        };
    value.addProperty("status", result.ok() ? "ok" : "error");
    return value;
  }

  private static @Nullable String shown(CellResult result) {
    return result instanceof CellResult.Ok(var value) && value != null ? value.plain() : null;
  }
}
