package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import java.util.Arrays;

/// The sentences said when the numbers of a data set do not fit together.
final class Checks {
  private Checks() {}

  /// The number of samples in an array of `length` numbers.
  static int count(String what, long length, Shape one) {
    int width = one.size();
    if (width == 0) {
      throw new DataException(
          "one sample of shape " + one + " holds no numbers. Give sizes of 1 or more.");
    }
    if (length == 0) {
      throw new DataException(
          "the data set is empty: there are no " + what + ". Give at least one sample.");
    }
    if (length % width != 0) {
      throw new DataException(
          length
              + " numbers cannot be divided into "
              + what
              + " of shape "
              + one
              + " ("
              + width
              + " numbers each): "
              + length % width
              + " are left over. Check the shape, or look for a row that is cut off.");
    }
    return (int) (length / width);
  }

  /// Checks once for a batch what is copied by many calls.
  static void gather(int[] order, int from, int count, float[] destination, int offset, int width) {
    Given.one("the order of the samples", order);
    Given.one("the array to copy to", destination);
    boolean positions = from >= 0 && count >= 0 && (long) from + count <= order.length;
    boolean room = offset >= 0 && offset + (long) count * width <= destination.length;
    if (!positions || !room) {
      throw new DataException(
          "cannot copy "
              + count
              + " samples of "
              + width
              + " numbers: there are "
              + order.length
              + " positions, used from "
              + from
              + ", and room for "
              + destination.length
              + " numbers, used from "
              + offset
              + ". Give longer arrays or copy fewer samples.");
    }
  }

  static void sameCount(int inputs, int targets, String what) {
    if (inputs != targets) {
      throw new DataException(
          "there are "
              + inputs
              + " inputs but "
              + targets
              + " "
              + what
              + ". Every input needs exactly one: check which of the two is cut off or repeated.");
    }
  }

  static void labels(int[] labels, int classes) {
    if (classes < 1) {
      throw new DataException(
          "the number of classes is " + classes + ". Give 1 or more, such as 10 for digits.");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new DataException(
            "label "
                + labels[i]
                + " at sample "
                + i
                + ", but there are "
                + classes
                + " classes (0 to "
                + (classes - 1)
                + "). "
                + (labels[i] == classes
                    ? "If the labels count from 1, subtract 1 from each."
                    : "Correct the label or give the right number of classes."));
      }
    }
  }

  static void finite(String what, float[] values, Shape one) {
    int width = one.size();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new DataException(
            what
                + " "
                + i / width
                + " holds "
                + values[i]
                + " at position "
                + position(one, i % width)
                + ". Remove the sample or replace the value: one such number spoils every weight"
                + " in training.");
      }
    }
  }

  /// Row-major position `flat` as `[channel, row, column]`.
  private static String position(Shape shape, int flat) {
    var at = new int[shape.rank()];
    int rest = flat;
    for (int i = at.length - 1; i >= 0; i--) {
      at[i] = rest % shape.dim(i);
      rest /= shape.dim(i);
    }
    return Arrays.toString(at);
  }
}
