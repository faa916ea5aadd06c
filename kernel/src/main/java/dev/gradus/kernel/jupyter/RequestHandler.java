package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MalformedMessage;

/// Answers requests of one type.
interface RequestHandler {

  /// The message type it answers.
  String type();

  /// Answers.
  void handle(Request request) throws MalformedMessage;

  /// True if it may also run on the control channel, beside a cell.
  default boolean onControl() {
    return false;
  }

  /// True if it runs on the shell channel.
  default boolean onShell() {
    return true;
  }

  /// True if it may run a user's code, and so must not keep the sockets from being read.
  default boolean takesLong() {
    return false;
  }
}
