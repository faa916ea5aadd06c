package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;

/// Stops the cell that runs.
final class InterruptHandler implements RequestHandler {
  @Override
  public String type() {
    return "interrupt_request";
  }

  @Override
  public boolean onControl() {
    return true;
  }

  @Override
  public void handle(Request request) {
    request.server().interrupt();
    request.reply(new JsonObject());
  }
}
