package dev.gradus.engine.op;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Slice;

/// Checks of tensors of indices.
final class Indices {
  private Indices() {}

  /// Checks that input 1 of a pass holds whole numbers from 0 to n - 1.
  ///
  /// @throws DataException naming the first that is none, its place and the range
  static void check(Pass pass, int n) {
    int bad = pass.backend().indexing().firstInvalid(pass.input(1), n);
    if (bad >= 0) {
      throw new DataException(message(pass.input(1), bad, pass.inputShape(1), n));
    }
  }

  private static String message(Slice indices, int at, Shape shape, int n) {
    double value = indices.get(at);
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    var place = shape.rank() == 0 ? "" : ", number " + at + " of " + shape + ",";
    var range = n == 0 ? "there are no rows to choose from" : "expected 0 to " + (n - 1);
    return "the index "
        + (whole ? Integer.toString((int) value) : Double.toString(value))
        + place
        + (whole ? " is out of range: " : " is no whole number: ")
        + range
        + ". Check the vocabulary's size and how the indices were made.";
  }
}
