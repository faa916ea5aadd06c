package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.MalformedMessage;
import dev.gradus.kernel.protocol.SubshellRequest;

/// Makes, deletes and lists subshells.
///
/// @param type `create_subshell_request`, `delete_subshell_request` or `list_subshell_request`
record SubshellHandler(String type) implements RequestHandler {
  @Override
  public boolean onControl() {
    return true;
  }

  @Override
  public boolean onShell() {
    return false;
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    Subshells subshells = request.server().subshells();
    var content = new JsonObject();
    switch (type) {
      case "create_subshell_request" -> content.addProperty("subshell_id", subshells.create());
      case "delete_subshell_request" -> {
        String id = SubshellRequest.of(request.content()).id();
        if (!subshells.delete(id)) {
          throw new IllegalArgumentException("there is no subshell " + id);
        }
      }
      default -> content.add("subshell_id", Json.of(subshells.ids()));
    }
    request.reply(content);
  }
}
