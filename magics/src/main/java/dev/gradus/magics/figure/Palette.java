package dev.gradus.magics.figure;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Fewer bytes: pictures are stored with a palette of at most 256 colours. Up to 256 colours this
/// loses nothing. Of more, those that fill areas are kept; of the rest (the shades at smoothed
/// edges, the finest steps of ramps) the one that is farthest from all kept ones is kept in turn,
/// until none is farther than an eye notices, and every other becomes the nearest kept one.
/// Pictures that would change visibly stay as they are.
///
/// @param colors as 0xRRGGBB, at most 256
/// @param pixels the place of every pixel's colour among them
record Palette(int[] colors, byte[] pixels) {
  private static final int SIZE = 256;

  /// A colour with at least one of so many pixels fills an area, and a large area.
  private static final int SEEN = 2000;

  private static final int LARGE = 100;

  /// Pictures with this share of the pixels in few colours are no photographs.
  private static final double COVERED = 0.97;

  private static final int SHADES = 64;

  /// How near a kept colour must be, as the squared distance over red, green and blue: usually, in
  /// a coarse palette, and at the least.
  private static final int NEAR = 3 * 6 * 6;

  private static final int COARSE = 3 * 12 * 12;
  private static final int FAR = 3 * 16 * 16;
  private static final int MOST_SHADES = 20_000;

  /// Colours and how often each occurs, in an open table.
  private static final class Counts {
    private static final int ROOM = 1 << 16;
    private final int[] keys = new int[ROOM];
    private final int[] counts = new int[ROOM];
    private int size;

    /// The place of a colour.
    int at(int rgb) {
      int i = (rgb * 0x9E3779B1) >>> 16;
      while (counts[i] != 0 && keys[i] != rgb) {
        i = (i + 1) & (ROOM - 1);
      }
      return i;
    }

    void add(int rgb) {
      int i = at(rgb);
      if (counts[i]++ == 0) {
        keys[i] = rgb;
        size++;
      }
    }
  }

  /// The palette of a picture, or null if it has too many colours.
  ///
  /// @param picture its pixels as 0xRRGGBB
  static @Nullable Palette of(int[] picture) {
    return of(picture, NEAR, SEEN);
  }

  /// A palette of fewer colours, for pictures that would be large otherwise; null if it would show.
  static @Nullable Palette coarse(int[] picture) {
    return of(picture, COARSE, LARGE);
  }

  private static @Nullable Palette of(int[] picture, int near, int share) {
    var counts = new Counts();
    for (int rgb : picture) {
      counts.add(rgb & 0xFFFFFF);
      if (counts.size > MOST_SHADES) {
        return null;
      }
    }
    int[] places =
        IntStream.range(0, Counts.ROOM)
            .filter(i -> counts.counts[i] > 0)
            .boxed()
            .sorted((a, b) -> order(counts, a, b))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] all = Arrays.stream(places).map(i -> counts.keys[i]).toArray();
    if (all.length <= SIZE && near == NEAR) {
      return new Palette(all, pixels(picture, counts, places, all));
    }
    long covered = 0;
    int frequent = 0;
    while (frequent < Math.min(places.length, SIZE - SHADES)) {
      long count = counts.counts[places[frequent]];
      if (count * share < picture.length
          && (share == LARGE || covered >= COVERED * picture.length)) {
        break;
      }
      covered += count;
      frequent++;
    }
    if (share == SEEN && covered < COVERED * picture.length) {
      return null;
    }
    int[] colors = chosen(all, Math.max(1, frequent), near);
    return colors.length == 0 ? null : new Palette(colors, pixels(picture, counts, places, colors));
  }

  /// The first colours, and of the others always the farthest; none if 256 do not suffice.
  private static int[] chosen(int[] all, int frequent, int near) {
    var distance = new int[all.length];
    Arrays.fill(distance, Integer.MAX_VALUE);
    var colors = new int[SIZE];
    int kept = 0;
    for (int next = 0; ; ) {
      colors[kept++] = all[next];
      int farthest = 0;
      for (int i = 0; i < all.length; i++) {
        distance[i] = Math.min(distance[i], distance(all[next], all[i]));
        farthest = distance[i] > distance[farthest] ? i : farthest;
      }
      boolean enough = distance[farthest] <= near;
      if (kept >= frequent && enough) {
        return Arrays.copyOf(colors, kept);
      }
      if (kept == SIZE) {
        return distance[farthest] <= FAR ? colors : new int[0];
      }
      next = kept < frequent ? kept : farthest;
    }
  }

  /// The most frequent first.
  private static int order(Counts counts, int a, int b) {
    int byCount = Integer.compare(counts.counts[b], counts.counts[a]);
    return byCount != 0 ? byCount : Integer.compare(counts.keys[a], counts.keys[b]);
  }

  private static byte[] pixels(int[] picture, Counts counts, int[] places, int[] colors) {
    var index = new byte[Counts.ROOM];
    for (int i = 0; i < places.length; i++) {
      index[places[i]] = (byte) nearest(colors, counts.keys[places[i]]);
    }
    var pixels = new byte[picture.length];
    int last = -1;
    byte found = 0;
    for (int i = 0; i < picture.length; i++) {
      int rgb = picture[i] & 0xFFFFFF;
      if (rgb != last) {
        found = index[counts.at(rgb)];
        last = rgb;
      }
      pixels[i] = found;
    }
    return pixels;
  }

  private static int nearest(int[] colors, int rgb) {
    int best = 0;
    for (int i = 1; i < colors.length; i++) {
      best = distance(colors[i], rgb) < distance(colors[best], rgb) ? i : best;
    }
    return best;
  }

  private static int distance(int a, int b) {
    int red = (a >> 16) - (b >> 16);
    int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
    int blue = (a & 0xFF) - (b & 0xFF);
    return red * red + green * green + blue * blue;
  }
}
