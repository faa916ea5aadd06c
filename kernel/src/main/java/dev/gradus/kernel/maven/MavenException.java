package dev.gradus.kernel.maven;

/// A library could not be had; the message says which, why, and what to do.
public final class MavenException extends Exception {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show.
  public MavenException(String message) {
    super(message);
  }
}
