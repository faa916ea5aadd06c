package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sigmoid;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.LayerSpec;
import java.util.List;
import java.util.function.Supplier;

/// The networks for MNIST of Nielsen, "Neural Networks and Deep Learning", 2015, chapter 6, each a
/// step better than the one before.
public final class NielsenNets {
  private static final int SIDE = 28;
  private static final int DIGITS = 10;

  private NielsenNets() {}

  /// A rung of the ladder.
  ///
  /// @param name of the network in [Zoo]
  /// @param title what is new
  /// @param builder makes the network
  /// @param rate learning rate of the book, with plain gradient descent in batches of 10
  /// @param penalty the book's lambda of the L2 penalty; its program `network3.py` divides it by
  ///   the number of batches; 0 for none
  /// @param epochs of the book
  /// @param expanded whether trained on images shifted by a pixel too,
  ///   [dev.gradus.engine.data.Dataset#expandShifts()]
  /// @param bookAccuracy share of MNIST's test images that the book reports as right
  public record Rung(
      String name,
      String title,
      Supplier<Model> builder,
      double rate,
      double penalty,
      int epochs,
      boolean expanded,
      double bookAccuracy) {}

  /// The experiments of the chapter in order.
  public static List<Rung> ladder() {
    return List.of(
        new Rung(
            "nielsen-shallow", "one hidden layer", NielsenNets::shallow, .1, 0, 60, false, .9780),
        new Rung("nielsen-1conv", "a convolution", NielsenNets::oneConv, .1, 0, 60, false, .9878),
        new Rung(
            "nielsen-2conv", "two convolutions", NielsenNets::twoConvs, .1, 0, 60, false, .9906),
        new Rung("nielsen-relu", "rectifiers", NielsenNets::rectified, .03, .1, 60, false, .9923),
        new Rung("nielsen-relu", "more data", NielsenNets::rectified, .03, .1, 60, true, .9937),
        new Rung(
            "nielsen-extra",
            "a second dense layer",
            NielsenNets::extraDense,
            .03,
            .1,
            60,
            true,
            .9943),
        new Rung("nielsen-final", "dropout", NielsenNets::dropouts, .03, 0, 40, true, .9960));
  }

  /// The chapter's first picture of a whole network: 28x28 pixels, 3 maps of 24x24, max-pooled to
  /// 12x12, ten outputs; 78 + 4,330 = 4,408 parameters. With a rectifier: sigmoids need more
  /// epochs.
  public static Model first() {
    return input(conv2d(3, 5), relu(), maxPool2d(2), flatten(), dense(DIGITS)).named("first-cnn");
  }

  /// 784-100-10 with sigmoids: 79,510 parameters.
  public static Model shallow() {
    return input(flatten(), dense(100), sigmoid(), dense(DIGITS)).named("nielsen-shallow");
  }

  /// A convolution of 20 maps before it: 289,630 parameters.
  public static Model oneConv() {
    return input(
            conv2d(20, 5), sigmoid(), maxPool2d(2), flatten(), dense(100), sigmoid(), dense(DIGITS))
        .named("nielsen-1conv");
  }

  /// Two convolutions, of 20 and 40 maps, with sigmoids: 85,670 parameters.
  public static Model twoConvs() {
    return maps(sigmoid()).dense(100).sigmoid().dense(DIGITS).named("nielsen-2conv");
  }

  /// The same with rectifiers.
  public static Model rectified() {
    return maps(relu()).dense(100).relu().dense(DIGITS).named("nielsen-relu");
  }

  /// With a second dense layer of 100: 95,770 parameters.
  public static Model extraDense() {
    return maps(relu()).dense(100).relu().dense(100).relu().dense(DIGITS).named("nielsen-extra");
  }

  /// The last one: two dense layers of 1,000, half of the inputs of every dense layer dropped in
  /// training; 1,672,570 parameters.
  public static Model dropouts() {
    return wide(0.5).named("nielsen-final");
  }

  /// The same with another share that is dropped; 0 for its twin without dropout.
  public static Model wide(double rate) {
    var model = maps(relu());
    for (int units : new int[] {1000, 1000}) {
      model = (rate > 0 ? model.then(dropout(rate)) : model).dense(units).relu();
    }
    return (rate > 0 ? model.then(dropout(rate)) : model).dense(DIGITS).named("nielsen-wide");
  }

  private static Model maps(LayerSpec activation) {
    return input(
        conv2d(20, 5),
        activation,
        maxPool2d(2),
        conv2d(40, 5),
        activation,
        maxPool2d(2),
        flatten());
  }

  private static Model input(LayerSpec... layers) {
    return Model.sequential(Shape.of(1, SIDE, SIDE), layers);
  }
}
