package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;

/// VGG: nothing but 3x3 filters, several in a row before every pooling. Three of them see as much
/// as one of 7x7, with fewer weights and more non-linearity. Source: Simonyan, Zisserman, "Very
/// deep convolutional networks for large-scale image recognition", ICLR 2015, table 1, columns D
/// and E.
public final class Vggs {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};
  private static final int[] DEPTHS_16 = {2, 2, 3, 3, 3};
  private static final int[] DEPTHS_19 = {2, 2, 4, 4, 4};

  private Vggs() {}

  /// 16 layers with weights for 224x224 pixels: 138,357,544 parameters, 14,714,688 of them in
  /// convolutions.
  public static Model vgg16() {
    return head(base16(Shape.of(3, 224, 224)), 4096, 1000).named("vgg16");
  }

  /// 19 layers with weights: 143,667,240 parameters, 20,024,384 of them in convolutions.
  public static Model vgg19() {
    return head(base19(Shape.of(3, 224, 224)), 4096, 1000).named("vgg19");
  }

  /// The convolutions of VGG-16 alone, for images of any size from 32x32 on.
  public static Model base16(Shape input) {
    Given.one("the input", input);
    return base(input, FILTERS, DEPTHS_16).named("vgg16-base");
  }

  /// The convolutions of VGG-19 alone.
  public static Model base19(Shape input) {
    Given.one("the input", input);
    return base(input, FILTERS, DEPTHS_19).named("vgg19-base");
  }

  /// Small enough to be trained here, for 32x32 pixels and ten classes.
  public static Model mini() {
    var base = base(Shape.of(3, 32, 32), new int[] {16, 32, 64}, new int[] {2, 2, 2});
    return head(base, 128, 10).named("vgg-mini");
  }

  /// Blocks of convolutions with ReLU, each with a max-pooling that halves the maps.
  private static Model base(Shape input, int[] filters, int[] depths) {
    var model = Model.sequential(input);
    for (int block = 0; block < filters.length; block++) {
      for (int i = 0; i < depths[block]; i++) {
        model = model.then(conv2d(filters[block], 3).padding(1)).then(relu());
      }
      model = model.then(maxPool2d(2));
    }
    return model;
  }

  private static Model head(Model base, int units, int classes) {
    return base.then(flatten())
        .then(dense(units))
        .then(relu())
        .then(dropout(0.5))
        .then(dense(units))
        .then(relu())
        .then(dropout(0.5))
        .then(dense(classes));
  }
}
