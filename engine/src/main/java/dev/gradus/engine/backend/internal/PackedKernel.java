package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;

import dev.gradus.engine.backend.Gemm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Matrix products that share a B: it is packed once, in panels of [Lanes#NR] columns that lie one
/// after the other, each in the order in which [GemmTile] reads it. The recurrent weights of a
/// sequence are such a matrix. Results have the bits of [GemmKernel].
public final class PackedKernel {
  /// Sums are cut where [GemmKernel] cuts them.
  private static final int KC = GemmKernel.KC;

  /// Fewer multiply-adds than this are not worth a second thread.
  private static final long ALONE = 100_000;

  private static final int MOST_ROWS = 20 * MR;

  private final Workers workers;
  private final float[][] edges;
  private final Workers.Task packs = this::packPanel;
  private final Workers.Task products = this::product;
  private Gemm g = Gemm.of(0, 0, 0);
  private float[] a = new float[0];
  private float[] b = a;
  private float[] c = a;
  private float[] packed = a;
  private float @Nullable [] bias;
  private int a0;
  private int b0;
  private int c0;
  private int packed0;
  private int bias0;
  private int panelsOfTask;
  private int rowBlocks;

  /// For a team.
  public PackedKernel(Workers workers) {
    this.workers = workers;
    edges = new float[workers.threads()][TenRowTile.ROWS * NR];
  }

  /// Elements of a packed B.
  public static int size(Gemm gemm) {
    return Math.multiplyExact(Lanes.chunks(gemm.n(), NR) * NR, gemm.k());
  }

  /// Packs B.
  public void pack(Gemm gemm, float[] from, int at, float[] to, int into) {
    g = gemm;
    b = from;
    b0 = at;
    packed = to;
    packed0 = into;
    workers.run(Lanes.chunks(g.n(), NR), packs);
  }

  private void packPanel(int panel, int worker) {
    int j = panel * NR;
    int width = Math.min(NR, g.n() - j);
    int to = packed0 + j * g.k();
    if (g.transposeB()) {
      GemmPack.rows(b, b0 + j * g.k(), g.k(), g.k(), width, packed, to);
    } else {
      GemmPack.columns(b, b0 + j, g.n(), g.k(), width, packed, to);
    }
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
    packed = right;
    packed0 = rightAt;
    bias = biasRow;
    bias0 = biasAt;
    c = result;
    c0 = resultAt;
    if (g.m() == 0 || g.n() == 0) {
      return;
    }
    int panels = Lanes.chunks(g.n(), NR);
    rowBlocks = Lanes.chunks(g.m(), MOST_ROWS);
    boolean alone = (long) g.m() * g.n() * g.k() < ALONE;
    panelsOfTask = alone ? panels : Lanes.chunks(panels, 4 * workers.threads());
    workers.run(rowBlocks * Lanes.chunks(panels, panelsOfTask), products);
  }

  private void product(int index, int worker) {
    int i0 = index % rowBlocks * MOST_ROWS;
    int rows = Math.min(MOST_ROWS, g.m() - i0);
    int from = index / rowBlocks * panelsOfTask * NR;
    int to = Math.min(g.n(), from + panelsOfTask * NR);
    var edge = edges[worker];
    for (int j = from; j < to; j += NR) {
      int width = Math.min(NR, to - j);
      if (g.k() == 0 && !g.accumulate()) {
        for (int i = i0; i < i0 + rows; i++) {
          Arrays.fill(c, c0 + i * g.n() + j, c0 + i * g.n() + j + width, 0f);
        }
      }
      for (int p = 0; p < g.k(); p += KC) {
        panel(i0, rows, j, width, p, Math.min(KC, g.k() - p), edge);
      }
    }
    epilogue(i0, rows, from, to - from, edge);
  }

  private void panel(int i0, int rows, int j, int width, int p, int kc, float[] edge) {
    boolean add = g.accumulate() || p > 0;
    int at = packed0 + j * g.k() + p * NR;
    if (TenRowTile.fits(rows)) {
      for (int i = i0; i < i0 + rows; i += TenRowTile.ROWS) {
        int into = c0 + i * g.n() + j;
        int from = a0 + i * g.k() + p;
        TenRowTile.rows(a, from, g.k(), packed, at, kc, c, into, g.n(), width, add, edge);
      }
      return;
    }
    for (int i = i0; i < i0 + rows; i += MR) {
      int height = Math.min(MR, i0 + rows - i);
      int from = a0 + i * g.k() + p;
      int into = c0 + i * g.n() + j;
      GemmTile.rows(a, from, g.k(), height, packed, at, kc, c, into, g.n(), width, add, edge);
    }
  }

  private void epilogue(int i0, int rows, int j0, int cols, float[] room) {
    Epilogue.block(
        c, c0 + i0 * g.n() + j0, g.n(), rows, cols, bias, bias0 + j0, g.activation(), room);
  }
}
