package dev.gradus.kernel.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.HistoryRequest;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;

/// Lists cells of the past.
final class HistoryHandler implements RequestHandler {
  @Override
  public String type() {
    return "history_request";
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var asked = HistoryRequest.of(request.content());
    History history = request.server().history();
    var found =
        switch (asked.access()) {
          case TAIL -> history.tail(asked.n());
          case RANGE -> history.range(asked.session(), asked.start(), asked.stop());
          case SEARCH -> history.search(asked.pattern(), asked.n(), asked.unique());
        };
    var entries = new JsonArray();
    for (var entry : found) {
      var item = new JsonArray();
      item.add(entry.session());
      item.add(entry.line());
      item.add(input(entry, asked.output()));
      entries.add(item);
    }
    var content = new JsonObject();
    content.add("history", entries);
    request.reply(content);
  }

  private static JsonElement input(History.Entry entry, boolean output) {
    if (!output) {
      return Json.of(entry.input());
    }
    var pair = new JsonArray();
    pair.add(Json.of(entry.input()));
    pair.add(Json.of(entry.output()));
    return pair;
  }
}
