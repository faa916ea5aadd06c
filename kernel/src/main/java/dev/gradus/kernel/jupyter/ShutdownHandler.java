package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.MalformedMessage;
import dev.gradus.kernel.protocol.ShutdownRequest;

/// Ends the kernel.
final class ShutdownHandler implements RequestHandler {
  @Override
  public String type() {
    return "shutdown_request";
  }

  @Override
  public boolean onControl() {
    return true;
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var asked = ShutdownRequest.of(request.content());
    var content = new JsonObject();
    content.addProperty("restart", asked.restart());
    content.addProperty("status", "ok");
    request.publish("shutdown_reply", content);
    request.reply(content);
    request.server().stop();
  }
}
