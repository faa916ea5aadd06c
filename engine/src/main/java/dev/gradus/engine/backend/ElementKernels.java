package dev.gradus.engine.backend;

/// Element-wise kernels with settings of their own. Part of a [Backend]; its contract holds here
/// too.
public interface ElementKernels {

  /// y = x^p, as [Math#pow].
  void power(double p, Slice x, Slice y);

  /// dx = p x^(p - 1) dy; 0 where p is 0.
  void powerBackward(double p, Slice x, Slice dy, Slice dx, boolean accumulate);

  /// y = min(max(x, low), high); NaN stays; y may be x.
  void clamp(double low, double high, Slice x, Slice y);

  /// dx = dy where low <= x <= high, else 0.
  void clampBackward(double low, double high, Slice x, Slice dy, Slice dx, boolean accumulate);

  /// y = a where condition is not 0, else b. A slice of one number stands for that number
  /// everywhere.
  void select(Slice condition, Slice a, Slice b, Slice y);

  /// dx = dy where the condition's being non-zero equals `chosen`, else 0.
  void mask(Slice condition, boolean chosen, Slice dy, Slice dx, boolean accumulate);
}
