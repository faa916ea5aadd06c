package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.util.Arrays;
import java.util.List;

/// Sequences of different lengths brought to one length, row after row.
///
/// Errors: DataException for a length below 1.
public final class Sequences {
  private Sequences() {}

  /// Every sequence with `padding` behind it up to `length`; of longer ones the first `length`
  /// tokens are kept. For models that give an answer at every step.
  ///
  /// @return [sequences, length], one row after the other
  public static int[] pad(List<int[]> sequences, int length, int padding) {
    Given.one("the list of sequences", sequences);
    return padded(sequences, length, padding, false);
  }

  /// Every sequence with `padding` before it up to `length`; of longer ones the last `length`
  /// tokens are kept. For models that answer at the last step.
  ///
  /// @return [sequences, length], one row after the other
  public static int[] padFront(List<int[]> sequences, int length, int padding) {
    Given.one("the list of sequences", sequences);
    return padded(sequences, length, padding, true);
  }

  private static int[] padded(List<int[]> sequences, int length, int padding, boolean front) {
    if (length < 1) {
      throw new DataException("a length of " + length + " is not possible. Give 1 or more.");
    }
    if ((long) sequences.size() * length > Integer.MAX_VALUE - 16) {
      throw new DataException(
          sequences.size()
              + " sequences of length "
              + length
              + " are more numbers than an array holds. Give a smaller length.");
    }
    var all = new int[sequences.size() * length];
    Arrays.fill(all, padding);
    for (int i = 0; i < sequences.size(); i++) {
      var one = sequences.get(i);
      int n = Math.min(length, one.length);
      int from = front ? one.length - n : 0;
      System.arraycopy(one, from, all, i * length + (front ? length - n : 0), n);
    }
    return all;
  }

  /// The length of the longest; 0 of none.
  public static int longest(List<int[]> sequences) {
    Given.one("the list of sequences", sequences);
    return sequences.stream().mapToInt(s -> s.length).max().orElse(0);
  }

  /// Token numbers as the floats that data sets hold, as many in the same order.
  public static float[] floats(int[] tokens) {
    Given.one("the list of tokens", tokens);
    var values = new float[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      values[i] = tokens[i];
    }
    return values;
  }
}
