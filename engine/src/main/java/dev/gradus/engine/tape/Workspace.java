package dev.gradus.engine.tape;

import dev.gradus.engine.ShapeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Assigns places in one buffer to things that live for a stretch of time, so that things that
/// never live together share memory. The largest are placed first, each at the lowest free place.
final class Workspace {
  /// Elements; places start at multiples, so that rows of vectors do not straddle cache lines.
  private static final int ALIGNMENT = 16;

  /// Something to place.
  ///
  /// @param size elements
  /// @param from first moment of its life
  /// @param to last moment of its life, inclusive
  record Item(int size, int from, int to) {
    boolean overlaps(Item other) {
      return from <= other.to && other.from <= to;
    }
  }

  private final List<Item> items = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private int total;

  /// Adds something to place; returns its number.
  int add(int size, int from, int to) {
    items.add(new Item(size, from, to));
    offsets.add(-1);
    return items.size() - 1;
  }

  /// Lets something live on, as something else in the same place; returns its number.
  int extend(int item, int to) {
    var now = items.get(item);
    items.set(item, new Item(now.size(), now.from(), Math.max(now.to(), to)));
    return item;
  }

  /// Places everything.
  void assign() {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < items.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt((Integer i) -> items.get(i).size()).reversed());
    var placed = new ArrayList<Integer>();
    for (int i : order) {
      long at = place(i, placed);
      long end = at + items.get(i).size();
      if (end > Integer.MAX_VALUE) {
        throw new ShapeException(
            "a step of this model needs more than 2^31 - 1 numbers of memory. Use a smaller batch.");
      }
      offsets.set(i, (int) at);
      total = Math.max(total, (int) end);
      placed.add(i);
    }
  }

  private long place(int item, List<Integer> placed) {
    var rivals =
        placed.stream()
            .filter(p -> items.get(p).overlaps(items.get(item)))
            .sorted(Comparator.comparingInt(offsets::get))
            .toList();
    long at = 0;
    for (int p : rivals) {
      if (at + items.get(item).size() <= offsets.get(p)) {
        break;
      }
      long end = (long) offsets.get(p) + items.get(p).size();
      at = Math.max(at, (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }
    return at;
  }

  /// Where an item starts.
  int offset(int item) {
    return offsets.get(item);
  }

  /// Elements of the whole buffer.
  int total() {
    return total;
  }
}
