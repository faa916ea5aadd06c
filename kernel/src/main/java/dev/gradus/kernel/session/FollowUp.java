package dev.gradus.kernel.session;

import java.util.function.Consumer;

/// Code that a magic hands to the cell it stands in. It runs as part of that cell, once the
/// statement that asked for it has ended, so that its declarations and imports last.
///
/// @param title what stands before the line in errors, as `setup.jshell`; empty for the cell itself
/// @param code what to run, magics included
/// @param done hears how it ended; runs on the session's thread
public record FollowUp(String title, String code, Consumer<Outcome> done) {

  /// How it ended.
  ///
  /// @param result the value or the error
  /// @param wallNanos time that its code ran, without compiling
  /// @param processorNanos time that the process computed meanwhile, all threads together
  public record Outcome(CellResult result, long wallNanos, long processorNanos) {}
}
