package dev.gradus.magics.figure;

import java.util.ArrayList;
import java.util.List;

/// Equal layers that follow each other, singly or as pairs and triples, drawn once on a ground that
/// says how often: long diagrams stay readable.
final class RepeatedBoxes {
  private static final int LONGEST = 3;

  private final List<DiagramGraph.Box> all;
  private final List<DiagramGraph.Box> kept = new ArrayList<>();

  private RepeatedBoxes(List<DiagramGraph.Box> all) {
    this.all = all;
  }

  /// The boxes of a chain with each repetition once.
  static List<DiagramGraph.Box> folded(List<DiagramGraph.Box> chain) {
    var boxes = new RepeatedBoxes(chain);
    for (int i = 0; i < chain.size(); ) {
      i = boxes.keep(i);
    }
    return List.copyOf(boxes.kept);
  }

  /// Keeps the boxes from one on that are repeated, or that box alone; returns what comes next.
  private int keep(int from) {
    int period = 1;
    int times = 1;
    int longest = all.get(from).plain() ? 1 : LONGEST; // an activation begins nothing
    for (int p = 1; p <= longest; p++) {
      int n = times(from, p);
      if ((n - 1) * p > (times - 1) * period) {
        period = p;
        times = n;
      }
    }
    int next = from + period * times;
    var last = all.get(next - 1).name();
    for (int i = from; i < from + period; i++) {
      var box = all.get(i);
      var ground = times + " times, to " + last;
      kept.add(times == 1 ? box : box.inGroup(ground));
    }
    return next;
  }

  private int times(int from, int period) {
    int end = from + period;
    while (end < all.size() && all.get(end).equalSettings(all.get(end - period))) {
      end++;
    }
    return (end - from) / period;
  }
}
