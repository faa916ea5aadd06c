package dev.gradus.kernel.display;

/// Turns values of one type into a [MimeBundle]. Found through `ServiceLoader`; the renderer of the
/// most specific type wins, `Object` (its `toString`) comes last.
public interface Renderer<T> {

  /// The type this renderer is for; subtypes are included.
  Class<T> type();

  /// The bundle for a value; must hold `text/plain`.
  MimeBundle render(T value);
}
