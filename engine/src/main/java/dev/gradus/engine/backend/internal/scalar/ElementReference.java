package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.ElementKernels;
import dev.gradus.engine.backend.Slice;

/// [ElementKernels] as plain loops in double.
public final class ElementReference implements ElementKernels {

  @Override
  public void power(double p, Slice x, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, Math.pow(from.get(i), p));
    }
  }

  @Override
  public void powerBackward(double p, Slice x, Slice dy, Slice dx, boolean accumulate) {
    var from = Numbers.of(x);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      double slope = p == 0 ? 0 : p * Math.pow(from.get(i), p - 1);
      target.put(i, slope * gradient.get(i), accumulate);
    }
  }

  @Override
  public void clamp(double low, double high, Slice x, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, Math.min(Math.max(from.get(i), low), high));
    }
  }

  @Override
  public void clampBackward(
      double low, double high, Slice x, Slice dy, Slice dx, boolean accumulate) {
    var from = Numbers.of(x);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      boolean inside = from.get(i) >= low && from.get(i) <= high;
      target.put(i, inside ? gradient.get(i) : 0, accumulate);
    }
  }

  @Override
  public void select(Slice condition, Slice a, Slice b, Slice y) {
    var on = Numbers.of(condition);
    var left = Numbers.of(a);
    var right = Numbers.of(b);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      boolean chosen = on.get(on.length() == 1 ? 0 : i) != 0;
      var source = chosen ? left : right;
      to.set(i, source.get(source.length() == 1 ? 0 : i));
    }
  }

  @Override
  public void mask(Slice condition, boolean chosen, Slice dy, Slice dx, boolean accumulate) {
    var on = Numbers.of(condition);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      boolean takes = (on.get(on.length() == 1 ? 0 : i) != 0) == chosen;
      target.put(i, takes ? gradient.get(i) : 0, accumulate);
    }
  }
}
