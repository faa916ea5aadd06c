package dev.gradus.kernel.transport;

/// The channels on which a client is answered.
public enum RequestChannel {
  /// Requests that wait for each other.
  SHELL,
  /// Requests that must not wait: interrupt, shutdown.
  CONTROL,
  /// Answers of the user to questions of a cell.
  STDIN
}
