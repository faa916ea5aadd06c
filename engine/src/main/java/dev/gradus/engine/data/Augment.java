package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.List;

/// Random changes of pictures, one after the other, so that a model sees another variant of every
/// picture in every epoch:
///
/// ```java
/// model.train(digits.train().augment(Augment.none().shift(2).rotate(15).elastic(34, 4)))
/// ```
///
/// Only changes that keep the label: a 6 upside down is a 9, and digits in a mirror are none.
///
/// Takes and gives samples [channels, height, width] or [height, width].
///
/// Errors: DataException for a strength that makes no sense, as a rotation by more than 180
/// degrees; ShapeException for samples that are no pictures.
///
/// @param changes what is done, in order
public record Augment(List<ImageChange> changes) {

  /// Copies the list.
  public Augment {
    changes = List.copyOf(changes);
  }

  /// No change yet.
  public static Augment none() {
    return new Augment(List.of());
  }

  /// The same and then one more.
  public Augment then(ImageChange change) {
    Given.one("the change", change);
    var more = new ArrayList<>(changes);
    more.add(change);
    return new Augment(more);
  }

  private static void check(boolean good, String what) {
    if (!good) {
      throw new DataException("cannot augment with " + what);
    }
  }

  /// Moves by up to `pixels` in each direction.
  public Augment shift(int pixels) {
    check(pixels >= 0, "shift(" + pixels + "). Give 0 pixels or more.");
    return then(new ImageChange.Shift(pixels));
  }

  /// Turns by up to `degrees` in both directions.
  public Augment rotate(double degrees) {
    check(degrees >= 0 && degrees <= 180, "rotate(" + degrees + "). Give 0 to 180 degrees.");
    return then(new ImageChange.Rotate(-degrees, degrees));
  }

  /// Enlarges by a factor between `low` and `high`; below 1 makes smaller.
  public Augment zoom(double low, double high) {
    check(
        low > 0 && high >= low && high < 1e3,
        "zoom("
            + low
            + ", "
            + high
            + "). Give factors above 0, the smaller first: zoom(0.9, 1.1).");
    return then(new ImageChange.Zoom(low, high));
  }

  /// Cuts out a part of at least this share of height and width and enlarges it to the whole.
  public Augment crop(double least) {
    check(least > 0 && least <= 1, "crop(" + least + "). Give a share above 0 up to 1, as 0.8.");
    return then(new ImageChange.Crop(least));
  }

  /// Exchanges left and right, every second time.
  public Augment flip() {
    return then(new ImageChange.FlipHorizontal());
  }

  /// Turns upside down, every second time.
  public Augment flipVertical() {
    return then(new ImageChange.FlipVertical());
  }

  /// Bends; see [ImageChange.Elastic].
  public Augment elastic(double alpha, double sigma) {
    check(
        alpha >= 0 && sigma > 0 && sigma < 1e3 && alpha < 1e6,
        "elastic(" + alpha + ", " + sigma + "). Give a strength of 0 or more and a width above 0.");
    return then(new ImageChange.Elastic(alpha, sigma));
  }

  /// Adds up to `most` to all pixels, or takes it away.
  public Augment brightness(double most) {
    check(most >= 0 && most < 1e6, "brightness(" + most + "). Give 0 or more, as 0.2.");
    return then(new ImageChange.Brightness(most));
  }

  /// Adds normal numbers of this deviation.
  public Augment noise(double deviation) {
    check(deviation >= 0 && deviation < 1e6, "noise(" + deviation + "). Give 0 or more, as 0.05.");
    return then(new ImageChange.Noise(deviation));
  }
}
