package dev.gradus.engine.zoo;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;

/// Compares 84 features with drawings of the ten digits, 12 rows of 7 pixels that are 1 or -1:
/// `y[i] = -sum over j of (x[j] - w[i, j])^2`, the negated Euclidean radial basis functions of
/// LeNet-5, so that the nearest digit has the largest score. Nothing is learned. Source: LeCun et
/// al., Proc. IEEE 1998, equation 7; the drawings are our own.
///
/// Takes [batch, 84], gives [batch, 10]. Buffer: `prototypes` [10, 84].
///
/// Errors: ShapeException for a sample that is not `[84]`.
public record DigitPrototypes() implements LayerSpec {
  private static final int CLASSES = 10;
  private static final int ROWS = 12;
  private static final int COLUMNS = 7;
  private static final int FEATURES = ROWS * COLUMNS;

  private static final String GLYPHS =
      """
      ..###.. ...#... ..###.. .#####. ....##. ####### ..####. ####### ..###.. ..###..
      .#...#. ..##... .#...#. #.....# ...#.#. #...... .#..... ......# .#...#. .#...#.
      #.....# .#.#... #.....# ......# ...#.#. #...... #...... .....#. #.....# #.....#
      #.....# ...#... ......# ......# ..#..#. #...... #...... .....#. #.....# #.....#
      #.....# ...#... ......# .....#. ..#..#. #.###.. #.###.. ....#.. .#...#. #.....#
      #.....# ...#... .....#. ..###.. .#...#. ##...#. ##...#. ....#.. ..###.. .#...##
      #.....# ...#... ....#.. .....#. .#...#. ......# #.....# ...#... .#...#. ..###.#
      #.....# ...#... ...#... ......# #....#. ......# #.....# ...#... #.....# ......#
      #.....# ...#... ..#.... ......# ####### ......# #.....# ..#.... #.....# ......#
      #.....# ...#... .#..... ......# .....#. #.....# #.....# ..#.... #.....# ......#
      .#...#. ...#... #...... #.....# .....#. .#...#. .#...#. .#..... .#...#. .....#.
      ..###.. .#####. ####### .#####. .....#. ..###.. ..###.. .#..... ..###.. .####..
      """;

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() != 1 || input.last() != FEATURES) {
      throw new ShapeException(
          "digitPrototypes needs 84 features, got " + input + ". Put dense(84) before it.");
    }
    Initializer drawings = (_, values, _) -> draw(values);
    var prototypes = Weight.buffer("prototypes", Shape.of(CLASSES, FEATURES), drawings);
    return Layer.fixed(x -> x.unsqueeze(1).sub(prototypes).square().sum(2).neg(), prototypes);
  }

  private static void draw(float[] values) {
    var lines = GLYPHS.lines().toList();
    for (int digit = 0; digit < CLASSES; digit++) {
      for (int pixel = 0; pixel < FEATURES; pixel++) {
        int column = digit * (COLUMNS + 1) + pixel % COLUMNS;
        boolean ink = lines.get(pixel / COLUMNS).charAt(column) == '#';
        values[digit * FEATURES + pixel] = ink ? 1 : -1;
      }
    }
  }
}
