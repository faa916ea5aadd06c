package dev.gradus.kernel.eval.internal;

/// Thrown by a woven check in a thread of an interrupted cell, and again at every later check.
public final class CellStopped extends Error {
  private static final long serialVersionUID = 1L;

  CellStopped() {
    super("the cell was interrupted");
  }
}
