package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.CommInfoRequest;
import dev.gradus.kernel.protocol.MalformedMessage;

/// Lists the open comms.
final class CommInfoHandler implements RequestHandler {
  @Override
  public String type() {
    return "comm_info_request";
  }

  @Override
  public boolean onControl() {
    return true;
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var asked = CommInfoRequest.of(request.content());
    var comms = new JsonObject();
    request
        .server()
        .comms()
        .open()
        .forEach((id, target) -> {
          if (asked.targetName() == null || asked.targetName().equals(target)) {
            var comm = new JsonObject();
            comm.addProperty("target_name", target);
            comms.add(id, comm);
          }
        });
    var content = new JsonObject();
    content.add("comms", comms);
    request.reply(content);
  }
}
