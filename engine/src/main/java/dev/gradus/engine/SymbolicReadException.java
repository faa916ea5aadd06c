package dev.gradus.engine;

/// A value was asked of a tensor that stands for numbers in a recording. The trainer answers by
/// running such a model step by step.
public class SymbolicReadException extends GradusException {
  private static final long serialVersionUID = 1L;

  /// With the sentence to show.
  public SymbolicReadException(String message) {
    super(message);
  }
}
