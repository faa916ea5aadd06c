package dev.gradus.engine.backend;

/// Kernels that read and write rows by number: embeddings and gathers. Part of a [Backend]; its
/// contract holds here too. Indices are whole numbers stored as the backend's numbers; callers have
/// checked them with [#firstInvalid].
public interface IndexingKernels {

  /// Position of the first number that is no whole number in 0 .. n - 1, or -1 if all are.
  int firstInvalid(Slice indices, int n);

  /// Rows by number: y[o, i, :] = x[o, `indices[i]`, :] with x [outer, n, inner], y [outer, count,
  /// inner].
  ///
  /// @param indices `[count]`
  void selectRows(Slice x, int outer, int n, int inner, Slice indices, Slice y);

  /// The reverse of [#selectRows]: adds dy [outer, count, inner] to the rows of dx [outer, n,
  /// inner], in the order of the indices.
  ///
  /// @param skip index whose row stays as it is, -1 for none
  void addRows(Slice dy, int outer, int n, int inner, Slice indices, int skip, Slice dx);

  /// Single numbers by index: y[o, i, k] = x[o, indices[o, i, k], k] with x [outer, n, inner];
  /// indices and y [outer, count, inner].
  void gather(Slice x, int outer, int n, int inner, int count, Slice indices, Slice y);

  /// The reverse of [#gather]: dx[o, indices[o, i, k], k] += dy[o, i, k], in the order of i.
  void scatterAdd(Slice dy, int outer, int n, int inner, int count, Slice indices, Slice dx);

  /// Index of the largest or smallest number of the middle dimension of x [outer, n, inner]: the
  /// first of equals; NaN counts as extreme. n is at least 1.
  ///
  /// @param largest false for the smallest
  /// @param winners [outer, inner]
  void argExtreme(boolean largest, Slice x, int outer, int n, int inner, Slice winners);
}
