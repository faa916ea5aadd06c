package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;

import dev.gradus.engine.backend.Gemm;

/// The product A B^T of a few rows with a large matrix, as the transpose of B A^T: the large matrix
/// is read where it lies, a row after the other, and only the small one is packed. Results have the
/// bits of [GemmKernel].
final class GemmTurned {
  private static final int KC = GemmKernel.KC;
  private static final int MOST_ROWS = 8 * NR;

  private static final int PACKED = 0;
  private static final int ROOM = 1;
  private static final int EDGE = 2;

  private final Workers workers;
  private final Arena arena;
  private final Workers.Task packs = this::pack;
  private final Workers.Task products = this::product;
  private Gemm g = Gemm.of(0, 0, 0);
  private float[] a = new float[0];
  private float[] b = a;
  private float[] c = a;
  private float[] packed = a;
  private int a0;
  private int b0;
  private int c0;
  private int block;

  GemmTurned(Workers workers) {
    this.workers = workers;
    arena = new Arena(workers.threads(), 3);
  }

  /// Whether this class is for a product: packing B would cost much of the time, and the rows fill
  /// the vectors that they become.
  static boolean fits(Gemm g) {
    return !g.transposeA()
        && g.transposeB()
        && g.m() <= MOST_ROWS
        && 4 * g.m() >= 3 * NR * Lanes.chunks(g.m(), NR)
        && g.n() >= 2 * g.m()
        && g.k() >= MR;
  }

  /// C = A B^T, or C += A B^T; no bias, no activation.
  void run(
      Gemm gemm, float[] left, int leftAt, float[] right, int rightAt, float[] result, int at) {
    g = gemm;
    a = left;
    a0 = leftAt;
    b = right;
    b0 = rightAt;
    c = result;
    c0 = at;
    packed = arena.floats(0, PACKED, Lanes.chunks(g.m(), NR) * NR * g.k());
    workers.run(Lanes.chunks(g.m(), NR), packs);
    int wanted = Math.max(1, 4 * workers.threads());
    block = Math.max(1, Lanes.chunks(Lanes.chunks(g.n(), wanted), MR)) * MR;
    workers.run(Lanes.chunks(g.n(), block), products);
  }

  private void pack(int panel, int worker) {
    int i = panel * NR;
    int rows = Math.min(NR, g.m() - i);
    GemmPack.rows(a, a0 + i * g.k(), g.k(), g.k(), rows, packed, i * g.k());
  }

  private void product(int index, int worker) {
    int to = Math.min(g.n(), (index + 1) * block);
    int panels = Lanes.chunks(g.m(), NR);
    var room = arena.floats(worker, ROOM, panels * MR * NR);
    var edge = arena.floats(worker, EDGE, MR * NR);
    for (int j = index * block; j < to; j += MR) {
      int rows = Math.min(MR, to - j);
      for (int p0 = 0; p0 < g.k(); p0 += KC) {
        int kc = Math.min(KC, g.k() - p0);
        for (int i = 0; i < panels; i++) {
          GemmTile.rows(
              b,
              b0 + j * g.k() + p0,
              g.k(),
              rows,
              packed,
              i * NR * g.k() + p0 * NR,
              kc,
              room,
              i * MR * NR,
              NR,
              NR,
              p0 > 0,
              edge);
        }
      }
      for (int i = 0; i < g.m(); i++) {
        int from = i / NR * MR * NR + i % NR;
        int at = c0 + i * g.n() + j;
        for (int r = 0; r < rows; r++) {
          float v = room[from + r * NR];
          c[at + r] = g.accumulate() ? c[at + r] + v : v;
        }
      }
    }
  }
}
