package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MalformedMessage;

/// Answers requests of one type.
interface RequestHandler {

  /// The message type it answers.
  String type();

  /// Answers. Runs on the thread of the channel's socket.
  void handle(Request request) throws MalformedMessage;

  /// True if it may also run on the control channel, beside a cell.
  default boolean onControl() {
    return false;
  }
}
