package dev.gradus.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Judges what kernels reach now by what was recorded.
final class Verdict {
  /// Less than this part of the recorded fraction is a cliff. Wide enough for another machine of
  /// the same vector width; what falls off a cliff becomes five times slower or more.
  static final double ALLOWED = 0.5;

  private Verdict() {}

  /// What is wrong, a line each; empty if nothing is.
  ///
  /// @param recorded fractions of the peak by kernel, as they were
  /// @param measured the same as they are
  static List<String> judge(Map<String, Double> recorded, Map<String, Double> measured) {
    var wrong = new ArrayList<String>();
    measured.forEach((kernel, now) -> {
      var then = recorded.get(kernel);
      if (then == null) {
        wrong.add(kernel + ": nothing is recorded; run bench/jmh --guard --record.");
      } else if (!(now >= ALLOWED * then)) {
        wrong.add(
            String.format(
                Locale.ROOT,
                "%s: reaches %.3g of the peak, recorded is %.3g: a cliff.",
                kernel,
                now,
                then));
      }
    });
    for (var kernel : recorded.keySet()) {
      if (!measured.containsKey(kernel)) {
        wrong.add(kernel + ": is recorded but was not measured; was it renamed?");
      }
    }
    return wrong;
  }
}
