package dev.gradus.magics.figure;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Fewer bytes for charts: pictures of few colours are stored with a palette. Up to 256 colours
/// this loses nothing; of more, the rarest (the shades at smoothed edges) become the nearest
/// frequent one, unless none is near, as for the colours of a bar that nothing else has. Pictures
/// with many frequent colours stay as they are.
///
/// @param colors as 0xRRGGBB, at most 256
/// @param pixels the place of every pixel's colour among them
record Palette(int[] colors, byte[] pixels) {
  private static final int SIZE = 256;
  private static final int SHADES = 48;
  private static final int SEEN = 4000;
  private static final double COVERED = 0.97;
  private static final int MOST_SHADES = 20_000;
  private static final int FAR = 3 * 16 * 16;

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
    int kept = kept(counts, places, picture.length);
    long covered = Arrays.stream(places, 0, kept).mapToLong(i -> counts.counts[i]).sum();
    if (covered < COVERED * picture.length) {
      return null;
    }
    int[] keys = Arrays.stream(places).map(i -> counts.keys[i]).toArray();
    int[] colors = Arrays.copyOf(keys, Math.min(SIZE, keys.length));
    var index = new byte[Counts.ROOM];
    int used = kept;
    for (int i = 0; i < places.length; i++) {
      int own = i < kept ? i : nearest(colors, used, keys[i]);
      if (i >= kept && used < colors.length && distance(colors[own], keys[i]) > FAR) {
        own = used++;
        colors[own] = keys[i];
      }
      index[places[i]] = (byte) own;
    }
    return new Palette(Arrays.copyOf(colors, used), pixels(picture, counts, index));
  }

  /// The most frequent first.
  private static int order(Counts counts, int a, int b) {
    int byCount = Integer.compare(counts.counts[b], counts.counts[a]);
    return byCount != 0 ? byCount : Integer.compare(counts.keys[a], counts.keys[b]);
  }

  /// All up to 256; of more, those that are seen, and some shades.
  private static int kept(Counts counts, int[] places, int pixels) {
    if (places.length <= SIZE) {
      return places.length;
    }
    int seen = 0;
    while (seen < SIZE && (long) counts.counts[places[seen]] * SEEN >= pixels) {
      seen++;
    }
    int kept = Math.min(SIZE, Math.max(seen, SHADES));
    long covered = Arrays.stream(places, 0, kept).mapToLong(i -> counts.counts[i]).sum();
    while (kept < SIZE && covered < COVERED * pixels) {
      covered += counts.counts[places[kept++]];
    }
    return kept;
  }

  private static byte[] pixels(int[] picture, Counts counts, byte[] index) {
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

  private static int nearest(int[] colors, int used, int rgb) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < used; i++) {
      int distance = distance(colors[i], rgb);
      if (distance < least) {
        least = distance;
        best = i;
      }
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
