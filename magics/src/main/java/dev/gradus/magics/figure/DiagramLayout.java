package dev.gradus.magics.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Places for the boxes of a diagram, in layers from top to bottom: a box stands below everything
/// that it reads. Arrows over several layers get a point in each of them, so that they go around
/// boxes.
///
/// After Sugiyama, Tagawa, Toda, "Methods for Visual Understanding of Hierarchical System
/// Structures", 1981: order within the layers by the mean place of the neighbours, then places.
final class DiagramLayout {
  /// What is placed: a box, or the passage of an arrow.
  private static final class Slot {
    /// Number of the box, or -1 for a passage.
    final int box;

    /// Number of the box, or of the one that a passage comes from.
    final int key;

    /// Whether it is a passage beside a lone box.
    final boolean narrow;

    final double half;
    final List<Slot> above = new ArrayList<>();
    final List<Slot> below = new ArrayList<>();
    int rank;
    double order;
    double x;

    Slot(int box, int key, boolean narrow, double half, int rank) {
      this.box = box;
      this.key = key;
      this.narrow = narrow;
      this.half = half;
      this.rank = rank;
    }

    /// Where its neighbours are; passages beside lone boxes count only if there is nothing else.
    static OptionalDouble mean(List<Slot> near, ToDoubleFunction<Slot> place) {
      boolean any = near.stream().anyMatch(s -> !s.narrow);
      return near.stream().filter(s -> !any || !s.narrow).mapToDouble(place).average();
    }
  }

  private static final double BETWEEN = 24;
  private static final double PASSAGE = 7;
  private static final int SWEEPS = 8;

  private final List<Slot> boxes = new ArrayList<>();
  private final List<List<Slot>> ranks = new ArrayList<>();
  private final List<List<Slot>> ways = new ArrayList<>();

  /// @param widths of the boxes
  DiagramLayout(List<Double> widths, List<DiagramGraph.Arrow> arrows) {
    rank(widths, arrows);
    for (var arrow : arrows) {
      ways.add(way(boxes.get(arrow.from()), boxes.get(arrow.to())));
    }
    boxes.forEach(s -> put(s));
    order();
    place();
  }

  private void put(Slot slot) {
    while (ranks.size() <= slot.rank) {
      ranks.add(new ArrayList<>());
    }
    ranks.get(slot.rank).add(slot);
  }

  /// The longest way from the top; what reads nothing stands just above its first reader.
  private void rank(List<Double> widths, List<DiagramGraph.Arrow> arrows) {
    int n = widths.size();
    var rank = new int[n];
    for (int again = 0; again < n; again++) {
      boolean moved = false;
      for (var a : arrows) {
        if (rank[a.to()] <= rank[a.from()]) {
          rank[a.to()] = rank[a.from()] + 1;
          moved = true;
        }
      }
      if (!moved) {
        break;
      }
    }
    for (int i = 0; i < n; i++) {
      int at = i;
      if (arrows.stream().noneMatch(a -> a.to() == at)) {
        rank[i] =
            arrows.stream()
                .filter(a -> a.from() == at)
                .mapToInt(a -> rank[a.to()] - 1)
                .min()
                .orElse(0);
      }
      boxes.add(new Slot(i, i, false, widths.get(i) / 2, rank[i]));
    }
  }

  private List<Slot> way(Slot from, Slot to) {
    var way = new ArrayList<Slot>();
    way.add(from);
    boolean alone = boxes.stream().filter(b -> b.rank == from.rank).count() == 1;
    for (int r = from.rank + 1; r < to.rank; r++) {
      var passage = new Slot(-1, from.box, alone, alone ? PASSAGE : from.half, r);
      put(passage);
      way.add(passage);
    }
    way.add(to);
    for (int i = 1; i < way.size(); i++) {
      way.get(i - 1).below.add(way.get(i));
      way.get(i).above.add(way.get(i - 1));
    }
    return way;
  }

  private void order() {
    for (var rank : ranks) {
      rank.sort(Comparator.comparingInt((Slot s) -> s.narrow ? 1 : 0).thenComparingInt(s -> s.key));
      number(rank);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int r = 0; r < ranks.size(); r++) {
        var rank = ranks.get(down ? r : ranks.size() - 1 - r);
        for (var slot : rank) {
          var near = down ? slot.above : slot.below;
          slot.order = Slot.mean(near, s -> s.order).orElse(slot.order);
        }
        // of equals the boxes first, so that ways around them are on the right
        rank.sort(
            Comparator.comparingDouble((Slot s) -> s.order)
                .thenComparingInt(s -> s.narrow ? 1 : 0)
                .thenComparingInt(s -> s.key));
        number(rank);
      }
    }
  }

  private static void number(List<Slot> rank) {
    IntStream.range(0, rank.size()).forEach(i -> rank.get(i).order = i - (rank.size() - 1) / 2.0);
  }

  private void place() {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int r = 0; r < ranks.size(); r++) {
        place(ranks.get(down ? r : ranks.size() - 1 - r), down);
      }
    }
    straighten();
  }

  /// Every slot as near as possible to the mean of its neighbours, boxes before passages.
  private static void place(List<Slot> rank, boolean down) {
    var wanted = new double[rank.size()];
    for (int i = 0; i < wanted.length; i++) {
      var slot = rank.get(i);
      var near = down ? slot.above : slot.below;
      wanted[i] = Slot.mean(near, s -> s.x).orElse(slot.x);
    }
    double shift = 0;
    double weight = 0;
    for (int i = 0; i < wanted.length; i++) {
      var slot = rank.get(i);
      slot.x = i == 0 ? wanted[0] : Math.max(wanted[i], rank.get(i - 1).x + apart(rank, i));
      double w = slot.narrow ? 0.001 : 1;
      shift += w * (wanted[i] - slot.x);
      weight += w;
    }
    for (var slot : rank) {
      slot.x += shift / weight;
    }
  }

  private static double apart(List<Slot> rank, int i) {
    return rank.get(i - 1).half + rank.get(i).half + BETWEEN;
  }

  /// A way past boxes keeps the place that is free in all the layers it passes.
  private void straighten() {
    for (var way : ways) {
      var passages = way.subList(1, way.size() - 1);
      double x = passages.stream().mapToDouble(s -> s.x).max().orElse(0);
      boolean free =
          passages.stream()
              .allMatch(p ->
                  ranks.get(p.rank).stream()
                      .allMatch(s -> s == p || Math.abs(s.x - x) >= s.half + p.half + BETWEEN / 2));
      if (free) {
        passages.forEach(p -> p.x = x);
      }
    }
  }

  int ranks() {
    return ranks.size();
  }

  /// The boxes of a layer.
  List<Integer> boxes(int rank) {
    return ranks.get(rank).stream().filter(s -> s.box >= 0).map(s -> s.box).toList();
  }

  /// Whether nothing but one arrow between two boxes lies between a layer and the next.
  boolean narrow(int rank) {
    return ranks.get(rank).size() == 1
        && ranks.get(rank + 1).size() == 1
        && ranks.get(rank).getFirst().box >= 0
        && ranks.get(rank + 1).getFirst().box >= 0
        && ranks.get(rank).getFirst().below.size() == 1;
  }

  int rank(int box) {
    return boxes.get(box).rank;
  }

  /// The middle of a box.
  double x(int box) {
    return boxes.get(box).x;
  }

  /// The middle of an arrow in the layers from its beginning to its end.
  List<Double> way(int arrow) {
    return ways.get(arrow).stream().map(s -> s.x).toList();
  }

  /// How far a layer reaches to the left and to the right.
  double[] extent(int rank) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    for (var slot : ranks.get(rank)) {
      left = Math.min(left, slot.x - slot.half);
      right = Math.max(right, slot.x + slot.half);
    }
    return new double[] {left, right};
  }
}
