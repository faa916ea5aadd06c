package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.MANY_REGISTERS;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Gemm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Matrix product: blocks of C are the tasks; each packs the panels of B that it needs and runs
/// over k in blocks that fit the caches.
public final class GemmKernel implements Workers.Task {
  /// Block of k: a panel of B stays in the first-level cache.
  static final int KC = 256;

  /// With so few rows a packed panel of B is not used often enough; with sums so long, adding up
  /// the lanes of a vector costs little.
  private static final int FEW_ROWS = 16;

  private static final int LONG_SUM = 256;

  /// So much of a sum is packed at a time for all tasks.
  private static final int SHARED_SUM = 4 * KC;

  /// With so many rows there are tasks enough without cutting columns, and B is packed once for
  /// all.
  private static final int SHARED_ROWS = 128;

  /// Most rows of a task, so many that a packed panel of B is used often.
  private static final int MOST_ROWS = 50 * MR;

  private static final int MOST_COLUMNS = 8 * NR;

  private static final int PACK_B = 0;
  private static final int PACK_A = 1;
  private static final int EDGE = 2;

  private final Workers workers;
  private final Arena arena;
  private final GemmTurned turned;
  private final Workers.Task packs = this::packShared;
  private Gemm g = Gemm.of(0, 0, 0);
  private float[] a = new float[0];
  private float[] b = a;
  private float[] c = a;
  private float @Nullable [] bias;
  private int a0;
  private int b0;
  private int c0;
  private int bias0;
  private int mc;
  private int nc;
  private int rowBlocks;
  private float[] common = a;
  private int from;
  private int to;
  private boolean dots;
  private boolean shared;

  /// For a team.
  public GemmKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 3);
    this.turned = new GemmTurned(workers);
  }

  /// C = f(A B + bias), with each matrix starting at its offset.
  public void run(
      Gemm gemm,
      float[] left,
      int leftAt,
      float[] right,
      int rightAt,
      float @Nullable [] biasRow,
      int biasAt,
      float[] result,
      int resultAt) {
    g = gemm;
    a = left;
    a0 = leftAt;
    b = right;
    b0 = rightAt;
    bias = biasRow;
    bias0 = biasAt;
    c = result;
    c0 = resultAt;
    if (g.m() == 0 || g.n() == 0) {
      return;
    }
    if (biasRow == null && g.activation() == Activation.IDENTITY && GemmTurned.fits(g)) {
      turned.run(g, left, leftAt, right, rightAt, result, resultAt);
      return;
    }
    dots = !g.transposeA() && g.transposeB() && g.m() <= FEW_ROWS && g.k() >= LONG_SUM;
    shared = g.transposeB() && g.m() >= SHARED_ROWS;
    cut();
    if (!shared || g.k() == 0) {
      from = 0;
      to = g.k();
      workers.run(tasks(), this);
      return;
    }
    int panels = Lanes.chunks(g.n(), NR);
    int size = panels * NR * Math.min(SHARED_SUM, g.k());
    if (common.length < size) {
      common = new float[size];
    }
    for (from = 0; from < g.k(); from += SHARED_SUM) {
      to = Math.min(g.k(), from + SHARED_SUM);
      workers.run(panels * Lanes.chunks(to - from, KC), packs);
      workers.run(tasks(), this);
    }
  }

  /// Packs a block of a panel of B for all tasks: blocks of the sum one after the other, in them
  /// the panels.
  private void packShared(int index, int worker) {
    int panels = Lanes.chunks(g.n(), NR);
    int p = from + index / panels * KC;
    int kc = Math.min(KC, to - p);
    int j = index % panels * NR;
    int width = Math.min(NR, g.n() - j);
    int at = shareOf(p) + j * kc;
    GemmPack.rows(b, b0 + j * g.k() + p, g.k(), kc, width, common, at);
  }

  /// Where the panels of a block of the sum begin.
  private int shareOf(int p) {
    return Lanes.chunks(g.n(), NR) * NR * (p - from);
  }

  /// Chooses blocks: large enough to use a packed panel often, small enough to keep all threads
  /// busy.
  private void cut() {
    int blocks = Lanes.chunks(g.m(), MOST_ROWS);
    mc = roundUp(Lanes.chunks(g.m(), blocks), MR);
    nc = Math.min(roundUp(g.n(), NR), MOST_COLUMNS);
    long work = (long) g.m() * g.n() * g.k();
    int wanted = work < 40_000 ? 1 : Math.min(4 * workers.threads(), (int) (work / 40_000) + 1);
    if (shared) {
      nc = roundUp(g.n(), NR);
      while (tasks() < wanted && mc > 6 * MR) {
        mc = roundUp(mc / 2, MR);
      }
    }
    // a task packs its part of a transposed A anew for every block of columns
    while (g.transposeA() && g.m() >= g.n() && tasks() < wanted && mc > 4 * MR) {
      mc = roundUp(mc / 2, MR);
    }
    while (tasks() < wanted && nc > NR) {
      nc = roundUp(nc / 2, NR);
    }
    while (tasks() < wanted && mc > 2 * MR) {
      mc = roundUp(mc / 2, MR);
    }
    rowBlocks = Lanes.chunks(g.m(), mc);
  }

  private int tasks() {
    return Lanes.chunks(g.m(), mc) * Lanes.chunks(g.n(), nc);
  }

  private static int roundUp(int n, int unit) {
    return (n + unit - 1) / unit * unit;
  }

  @Override
  public void run(int index, int worker) {
    int i0 = index % rowBlocks * mc;
    int j0 = index / rowBlocks * nc;
    int rows = Math.min(mc, g.m() - i0);
    int cols = Math.min(nc, g.n() - j0);
    var edge = arena.floats(worker, EDGE, Math.max(TenRowTile.ROWS * NR, 12 * VL));
    if (dots) {
      dots(i0, rows, j0, cols, edge);
      epilogue(i0, rows, j0, cols, edge);
      return;
    }
    var pb =
        shared ? common : arena.floats(worker, PACK_B, roundUp(cols, NR) * Math.min(KC, g.k()));
    if (g.k() == 0) {
      for (int i = i0; i < i0 + rows && !g.accumulate(); i++) {
        int at = c0 + i * g.n() + j0;
        Arrays.fill(c, at, at + cols, 0f);
      }
      epilogue(i0, rows, j0, cols, edge);
    }
    for (int p0 = from; p0 < to; p0 += KC) {
      block(i0, rows, j0, cols, p0, Math.min(KC, to - p0), pb, edge, worker);
    }
  }

  private void dots(int i0, int rows, int j0, int cols, float[] room) {
    int k = g.k();
    for (int j = 0; j < cols; j += GemmDots.COLS) {
      for (int i = 0; i < rows; i += GemmDots.ROWS) {
        GemmDots.tile(
            a,
            a0 + (i0 + i) * k,
            Math.min(GemmDots.ROWS, rows - i),
            b,
            b0 + (j0 + j) * k,
            Math.min(GemmDots.COLS, cols - j),
            k,
            c,
            c0 + (i0 + i) * g.n() + j0 + j,
            g.n(),
            g.accumulate(),
            room);
      }
    }
  }

  private void block(
      int i0, int rows, int j0, int cols, int p0, int kc, float[] pb, float[] edge, int worker) {
    boolean add = g.accumulate() || p0 > 0;
    var pa = edge;
    if (g.transposeA()) {
      pa = arena.floats(worker, PACK_A, roundUp(rows, MR) * kc + VL);
      int from = a0 + p0 * g.m() + i0;
      if (MANY_REGISTERS) {
        GemmPack.transposed(a, from, g.m(), kc, rows, pa);
      } else {
        GemmPack.turned(a, from, g.m(), kc, rows, pa);
      }
    }
    if (once(rows)) {
      unpacked(i0, j0, cols, p0, kc, add, edge);
      return;
    }
    int pb0 = 0;
    if (shared) {
      pb0 = shareOf(p0) + j0 * kc;
    } else {
      pack(j0, cols, p0, kc, pb);
    }
    // rows of C one after the other: memory is written in long runs, and the packed block waits in
    // the second-level cache
    if (!g.transposeA() && TenRowTile.fits(rows)) {
      tensOfRows(pb, pb0, i0, rows, j0, cols, p0, kc, add, edge);
      return;
    }
    boolean last = p0 + kc == g.k();
    for (int i = 0; i < rows; i += MR) {
      for (int j = 0; j < cols; j += NR) {
        tile(pa, pb, pb0, i0, i, rows, j0, j, cols, p0, kc, add, edge);
      }
      if (last) {
        epilogue(i0 + i, Math.min(MR, rows - i), j0, cols, edge);
      }
    }
  }

  /// Whether a single tile is as high as the block, so that a packed panel would be read once.
  private boolean once(int rows) {
    return rows == TenRowTile.ROWS
        && TenRowTile.fits(rows)
        && !g.transposeA()
        && !g.transposeB()
        && g.n() >= NR;
  }

  /// Ten rows with B where it lies. A tile at the end that is not whole is moved to the left, and
  /// what is too much of it forgotten.
  private void unpacked(int i0, int j0, int cols, int p0, int kc, boolean add, float[] edge) {
    int n = g.n();
    int from = a0 + i0 * g.k() + p0;
    for (int j = j0; j < j0 + cols; j += NR) {
      int width = Math.min(NR, j0 + cols - j);
      int at = b0 + p0 * n + j + width - NR;
      int to = c0 + i0 * n + j;
      if (width == NR) {
        TenRowTile.rows(a, from, g.k(), b, at, n, kc, c, to, n, add);
      } else if (width <= VL) {
        TenRowTile.narrow(a, from, g.k(), b, at + VL, n, kc, edge);
        GemmTile.merge(edge, VL - width, TenRowTile.ROWS, width, c, to, n, add);
      } else {
        TenRowTile.rows(a, from, g.k(), b, at, n, kc, edge, 0, NR, false);
        GemmTile.merge(edge, NR - width, TenRowTile.ROWS, width, c, to, n, add);
      }
    }
    if (p0 + kc == g.k()) {
      epilogue(i0, TenRowTile.ROWS, j0, cols, edge);
    }
  }

  private void tensOfRows(
      float[] pb,
      int pb0,
      int i0,
      int rows,
      int j0,
      int cols,
      int p0,
      int kc,
      boolean add,
      float[] edge) {
    int n = g.n();
    for (int i = 0; i < rows; i += TenRowTile.ROWS) {
      int from = a0 + (i0 + i) * g.k() + p0;
      int to = c0 + (i0 + i) * n + j0;
      for (int j = 0; j < cols; j += NR) {
        int width = Math.min(NR, cols - j);
        TenRowTile.rows(a, from, g.k(), pb, pb0 + j * kc, kc, c, to + j, n, width, add, edge);
      }
      if (p0 + kc == g.k()) {
        epilogue(i0 + i, TenRowTile.ROWS, j0, cols, edge);
      }
    }
  }

  private void pack(int j0, int cols, int p0, int kc, float[] pb) {
    if (!g.transposeB()) {
      GemmPack.panels(b, b0 + p0 * g.n() + j0, g.n(), kc, cols, pb);
      return;
    }
    for (int j = 0; j < cols; j += NR) {
      int width = Math.min(NR, cols - j);
      GemmPack.rows(b, b0 + (j0 + j) * g.k() + p0, g.k(), kc, width, pb, j * kc);
    }
  }

  private void tile(
      float[] pa,
      float[] pb,
      int pb0,
      int i0,
      int i,
      int rows,
      int j0,
      int j,
      int cols,
      int p0,
      int kc,
      boolean add,
      float[] edge) {
    int n = g.n();
    int height = Math.min(MR, rows - i);
    int width = Math.min(NR, cols - j);
    int at = c0 + (i0 + i) * n + j0 + j;
    if (g.transposeA() && !MANY_REGISTERS) {
      // with six rows a panel runs at half the speed of rows
      GemmTile.rows(pa, i * kc, kc, height, pb, pb0 + j * kc, kc, c, at, n, width, add, edge);
    } else if (g.transposeA()) {
      GemmTile.panel(pa, i * kc, height, pb, pb0 + j * kc, kc, c, at, n, width, add, edge);
    } else {
      int from = a0 + (i0 + i) * g.k() + p0;
      GemmTile.rows(a, from, g.k(), height, pb, pb0 + j * kc, kc, c, at, n, width, add, edge);
    }
  }

  private void epilogue(int i0, int rows, int j0, int cols, float[] room) {
    Epilogue.block(
        c, c0 + i0 * g.n() + j0, g.n(), rows, cols, bias, bias0 + j0, g.activation(), room);
  }
}
