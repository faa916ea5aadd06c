package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.IsCompleteRequest;
import dev.gradus.kernel.protocol.MalformedMessage;
import dev.gradus.kernel.session.Session.Completeness;

/// Says whether code can run as it is.
final class IsCompleteHandler implements RequestHandler {
  @Override
  public String type() {
    return "is_complete_request";
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var asked = IsCompleteRequest.of(request.content());
    var answer = request.server().session().isComplete(asked.code());
    var content = new JsonObject();
    content.addProperty(
        "status",
        switch (answer.completeness()) {
          case COMPLETE -> "complete";
          case INCOMPLETE -> "incomplete";
          case INVALID -> "invalid";
        });
    if (answer.completeness() == Completeness.INCOMPLETE) {
      content.addProperty("indent", answer.indent());
    }
    request.reply(content);
  }
}
