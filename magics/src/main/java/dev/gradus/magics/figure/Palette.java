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
  private static final int MOST_SHADES = 20_000;

  /// How many colours, and how exact.
  ///
  /// @param most colours
  /// @param frequent how many of them are the most frequent ones, at most
  /// @param share a colour is frequent if it has one of so many pixels
  /// @param covered share of the pixels that have a frequent colour; of a photograph fewer have
  /// @param near no more colours are kept once every other one is so near to a kept one: squared
  ///   distance over red, green and blue
  /// @param far the largest distance that does not show
  private record Way(int most, int frequent, int share, double covered, int near, int far) {}

  private static final Way FINE = new Way(256, 192, 2000, 0.97, 3 * 6 * 6, 3 * 16 * 16);
  private static final Way COARSE = new Way(256, 128, 100, 0, 3 * 12 * 12, 3 * 16 * 16);
  private static final Way SIXTEEN = new Way(16, 11, 100, 0, 3 * 12 * 12, 3 * 32 * 32);
  private static final Way ANY = new Way(256, 128, 100, 0, 0, Integer.MAX_VALUE);
  private static final Way FEWEST = new Way(16, 11, 100, 0, 3 * 32 * 32, 3 * 32 * 32);

  /// Colours and how often each occurs, in an open table; counted once for all palettes.
  static final class Counts {
    private static final int ROOM = 1 << 16;
    private final int[] keys = new int[ROOM];
    private final int[] counts = new int[ROOM];
    private final int[] picture;
    private int size;

    private Counts(int[] picture) {
      this.picture = picture;
    }

    /// The colours of a picture, or null if they are too many.
    ///
    /// @param picture its pixels as 0xRRGGBB
    static @Nullable Counts of(int[] picture) {
      var counts = new Counts(picture);
      int i = 0;
      while (i < picture.length) {
        int rgb = picture[i];
        int from = i;
        while (i < picture.length && picture[i] == rgb) {
          i++;
        }
        counts.add(rgb & 0xFFFFFF, i - from);
        if (counts.size > MOST_SHADES) {
          return null;
        }
      }
      return counts;
    }

    /// The place of a colour.
    private int at(int rgb) {
      int i = (rgb * 0x9E3779B1) >>> 16;
      while (counts[i] != 0 && keys[i] != rgb) {
        i = (i + 1) & (ROOM - 1);
      }
      return i;
    }

    private void add(int rgb, int times) {
      int i = at(rgb);
      if (counts[i] == 0) {
        keys[i] = rgb;
        size++;
      }
      counts[i] += times;
    }
  }

  /// The palette of a picture, or null if it has too many colours.
  static @Nullable Palette of(Counts colors) {
    return of(colors, FINE);
  }

  /// A palette of fewer colours, for pictures that would be large otherwise; null if it would show.
  static @Nullable Palette coarse(Counts colors) {
    return of(colors, COARSE);
  }

  /// A palette of 16 colours, which take half the room; null if it would show.
  static @Nullable Palette sixteen(Counts colors) {
    return of(colors, SIXTEEN);
  }

  /// As few of 16 colours as do: smoothed edges of texts get fewer steps.
  static @Nullable Palette fewest(Counts colors) {
    return of(colors, FEWEST);
  }

  /// The colours of pictures, all of them or those that stand best for all, whatever they are.
  ///
  /// @param pixels as 0xRRGGBB
  /// @param most colours, at most 256
  static int[] most(int[] pixels, int most) {
    var counts = Counts.of(pixels);
    // a photograph: of every 16 shades of red, green and blue one
    var few =
        counts == null ? Counts.of(Arrays.stream(pixels).map(c -> c & 0xF0F0F0).toArray()) : counts;
    if (few == null) {
      throw new IllegalStateException("4,096 colours are too many");
    }
    int[] places = places(few);
    int[] all = Arrays.stream(places).map(i -> few.keys[i]).toArray();
    int[] colors = all.length <= most ? all : colors(few, places, all, ANY);
    return Arrays.copyOf(colors, Math.min(most, colors.length));
  }

  /// The places of the colours, the most frequent first.
  private static int[] places(Counts counts) {
    return IntStream.range(0, Counts.ROOM)
        .filter(i -> counts.counts[i] > 0)
        .boxed()
        .sorted((a, b) -> order(counts, a, b))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static @Nullable Palette of(Counts counts, Way way) {
    int[] places = places(counts);
    int[] all = Arrays.stream(places).map(i -> counts.keys[i]).toArray();
    int[] colors =
        way.equals(FINE) && all.length <= way.most ? all : colors(counts, places, all, way);
    return colors.length == 0 ? null : new Palette(colors, pixels(counts, places, colors));
  }

  private static int[] colors(Counts counts, int[] places, int[] all, Way way) {
    long pixels = Arrays.stream(places).mapToLong(i -> counts.counts[i]).sum();
    long covered = 0;
    int frequent = 0;
    while (frequent < Math.min(places.length, way.frequent)) {
      long count = counts.counts[places[frequent]];
      if (count * way.share < pixels && covered >= way.covered * pixels) {
        break;
      }
      covered += count;
      frequent++;
    }
    return covered < way.covered * pixels ? new int[0] : chosen(all, Math.max(1, frequent), way);
  }

  /// The first colours, and of the others always the farthest; none if they do not suffice.
  private static int[] chosen(int[] all, int frequent, Way way) {
    var distance = new int[all.length];
    Arrays.fill(distance, Integer.MAX_VALUE);
    var colors = new int[way.most];
    int kept = 0;
    for (int next = 0; ; ) {
      colors[kept++] = all[next];
      int farthest = 0;
      for (int i = 0; i < all.length; i++) {
        distance[i] = Math.min(distance[i], distance(all[next], all[i]));
        farthest = distance[i] > distance[farthest] ? i : farthest;
      }
      if (kept >= frequent && distance[farthest] <= way.near) {
        return Arrays.copyOf(colors, kept);
      }
      if (kept == way.most) {
        return distance[farthest] <= way.far ? colors : new int[0];
      }
      next = kept < frequent ? kept : farthest;
    }
  }

  /// The most frequent first.
  private static int order(Counts counts, int a, int b) {
    int byCount = Integer.compare(counts.counts[b], counts.counts[a]);
    return byCount != 0 ? byCount : Integer.compare(counts.keys[a], counts.keys[b]);
  }

  private static byte[] pixels(Counts counts, int[] places, int[] colors) {
    int[] picture = counts.picture;
    var index = new byte[Counts.ROOM];
    for (int i = 0; i < places.length; i++) {
      index[places[i]] = (byte) nearest(colors, counts.keys[places[i]]);
    }
    var pixels = new byte[picture.length];
    int i = 0;
    while (i < picture.length) {
      int rgb = picture[i];
      int from = i;
      while (i < picture.length && picture[i] == rgb) {
        i++;
      }
      Arrays.fill(pixels, from, i, index[counts.at(rgb & 0xFFFFFF)]);
    }
    return pixels;
  }

  static int nearest(int[] colors, int rgb) {
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
