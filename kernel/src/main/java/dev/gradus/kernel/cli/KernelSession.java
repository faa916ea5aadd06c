package dev.gradus.kernel.cli;

import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.Sessions;

/// The session of a Jupyter kernel.
final class KernelSession {
  private KernelSession() {}

  /// Opens it, after the Vector API, which the engine's classes need from their first use.
  static Session open() {
    VectorModule.load();
    return Sessions.open();
  }
}
