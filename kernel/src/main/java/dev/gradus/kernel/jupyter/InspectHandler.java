package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.InspectRequest;
import dev.gradus.kernel.protocol.MalformedMessage;

/// Explains what stands at the cursor.
final class InspectHandler implements RequestHandler {
  @Override
  public String type() {
    return "inspect_request";
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var asked = InspectRequest.of(request.content());
    var found =
        request.server().session().inspect(asked.code(), asked.index(), asked.detailLevel());
    JsonObject content =
        found
            .map(CellOutputs::bundle)
            .orElseGet(() -> {
              var none = new JsonObject();
              none.add("data", new JsonObject());
              none.add("metadata", new JsonObject());
              return none;
            });
    content.addProperty("found", found.isPresent());
    request.reply(content);
  }
}
