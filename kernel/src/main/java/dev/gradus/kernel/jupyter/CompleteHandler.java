package dev.gradus.kernel.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.CodePoints;
import dev.gradus.kernel.protocol.CompleteRequest;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;

/// Completes at the cursor.
final class CompleteHandler implements RequestHandler {
  @Override
  public String type() {
    return "complete_request";
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var asked = CompleteRequest.of(request.content());
    var found = request.server().session().complete(asked.code(), asked.index());
    int start = CodePoints.toCursor(asked.code(), found.start());
    int end = CodePoints.toCursor(asked.code(), found.end());
    var content = new JsonObject();
    content.add("matches", Json.of(found.matches()));
    content.addProperty("cursor_start", start);
    content.addProperty("cursor_end", end);
    var types = new JsonArray();
    for (int i = 0; i < found.matches().size(); i++) {
      var type = new JsonObject();
      type.addProperty("start", start);
      type.addProperty("end", end);
      type.addProperty("text", found.matches().get(i));
      type.addProperty("type", i < found.types().size() ? found.types().get(i) : "");
      String signature = i < found.signatures().size() ? found.signatures().get(i) : "";
      if (!signature.isEmpty()) {
        type.addProperty("signature", signature);
      }
      types.add(type);
    }
    var metadata = new JsonObject();
    // the name is Jupyter's: JupyterLab draws its icons from it
    metadata.add("_jupyter_types_experimental", types);
    content.add("metadata", metadata);
    request.reply(content);
  }
}
