package dev.gradus.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Remembers the latest signatures, so that a message cannot be sent a second time. Header ids and
/// dates make every honest signature different.
final class ReplayGuard {
  private final int capacity;
  private final Set<Prefix> seen = new HashSet<>();
  private final Deque<Prefix> order = new ArrayDeque<>();

  /// 128 bits of a signature.
  private record Prefix(long high, long low) {
    static Prefix of(byte[] hex) {
      String text = new String(hex, StandardCharsets.US_ASCII);
      return new Prefix(
          Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
    }
  }

  ReplayGuard(int capacity) {
    this.capacity = capacity;
  }

  /// True the first time; call it only with a signature that was found right.
  synchronized boolean first(byte[] signature) {
    var prefix = Prefix.of(signature);
    if (!seen.add(prefix)) {
      return false;
    }
    order.add(prefix);
    if (order.size() > capacity) {
      seen.remove(order.remove());
    }
    return true;
  }
}
