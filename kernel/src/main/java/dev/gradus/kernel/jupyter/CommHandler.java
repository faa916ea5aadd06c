package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.CommMessage;
import dev.gradus.kernel.protocol.MalformedMessage;

/// Passes comm messages on to the [Comms]; there is one for each of the three types.
///
/// @param type `comm_open`, `comm_msg` or `comm_close`
record CommHandler(String type) implements RequestHandler {

  @Override
  public boolean takesLong() {
    return true;
  }

  @Override
  public void handle(Request request) throws MalformedMessage {
    var server = request.server();
    var message = CommMessage.of(request.content());
    var outputs = new CellOutputs(server.iopub(), server.comms(), request.header(), false);
    try {
      // a comm may use the session's attributes, so the session comes first
      server.session();
      server.comms().received(type, message, request.message().buffers(), outputs);
    } catch (Exception e) {
      server.log(type + " of comm " + message.commId() + " failed: " + e);
    }
  }
}
