package dev.gradus.kernel.session;

import dev.gradus.kernel.eval.JShellSession;

/// Opens sessions.
public final class Sessions {
  private Sessions() {}

  /// A new session with the default options.
  public static Session open() {
    return open(SessionOptions.defaults());
  }

  /// A new session. Returns at once; the first request waits until it is ready.
  public static Session open(SessionOptions options) {
    return JShellSession.open(options);
  }
}
