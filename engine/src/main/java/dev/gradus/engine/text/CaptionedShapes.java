package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Sequences;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Pictures [3, 20, 20] (red, green, blue from 0 to 1, black ground) of one or two coloured shapes,
/// with captions: "a red circle", "a red circle left of a blue square", "a green triangle above a
/// yellow circle". There are 300 different captions; sizes and places vary.
///
/// Errors: DataException for less than 1 picture, or a part that would be empty.
///
/// @param pictures one after the other, each [3, 20, 20]
/// @param captions words with blanks between
/// @param vocabulary `<pad>` (0), `<eos>` (1) and the 11 words
public record CaptionedShapes(
    List<float[]> pictures, List<String> captions, Vocabulary vocabulary) {
  /// Rows and columns of a picture.
  public static final int SIZE = 20;

  /// Words of the longest caption.
  private static final int WORDS = 8;

  private static final List<String> COLOURS = List.of("red", "green", "blue", "yellow");
  private static final float[][] VALUES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}};
  private static final List<String> SHAPES = List.of("circle", "square", "triangle");

  /// Pictures that the seed decides; fewer are the first of more.
  ///
  /// @param count 1 or more
  public static CaptionedShapes of(int count, long seed) {
    if (count < 1) {
      throw new DataException("the number of pictures is " + count + ". Give 1 or more.");
    }
    var pictures = new ArrayList<float[]>();
    var captions = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var random = new Philox(Philox.key(seed, 0x53484150L), i);
      var picture = new float[3 * SIZE * SIZE];
      captions.add(draw(picture, random));
      pictures.add(picture);
    }
    var words = new ArrayList<>(List.of(Vocabulary.PAD, Vocabulary.EOS, "a", "left", "of"));
    words.add("above");
    words.addAll(COLOURS);
    words.addAll(SHAPES);
    return new CaptionedShapes(List.copyOf(pictures), List.copyOf(captions), Vocabulary.of(words));
  }

  private static String draw(float[] picture, Philox random) {
    return switch (random.nextInt(4)) {
      case 0 -> thing(picture, 7 + random.nextInt(6), 7 + random.nextInt(6), random);
      case 1 -> {
        var above = thing(picture, 7 + random.nextInt(6), 4 + random.nextInt(2), random);
        yield above + " above " + thing(picture, 7 + random.nextInt(6), lower(random), random);
      }
      default -> {
        var left = thing(picture, 4 + random.nextInt(2), 7 + random.nextInt(6), random);
        yield left + " left of " + thing(picture, lower(random), 7 + random.nextInt(6), random);
      }
    };
  }

  private static int lower(Philox random) {
    return 14 + random.nextInt(2);
  }

  /// Draws a shape about a middle; returns its name.
  private static String thing(float[] picture, int x, int y, Philox random) {
    int colour = random.nextInt(COLOURS.size());
    int shape = random.nextInt(SHAPES.size());
    int radius = 3 + random.nextInt(2);
    for (int row = y - radius; row <= y + radius; row++) {
      for (int column = x - radius; column <= x + radius; column++) {
        if (covers(shape, row - y, column - x, radius)) {
          for (int c = 0; c < 3; c++) {
            picture[(c * SIZE + row) * SIZE + column] = VALUES[colour][c];
          }
        }
      }
    }
    return "a " + COLOURS.get(colour) + " " + SHAPES.get(shape);
  }

  private static boolean covers(int shape, int down, int right, int radius) {
    return switch (shape) {
      case 0 -> down * down + right * right <= radius * radius + 1;
      case 1 -> true;
      default -> 2 * Math.abs(right) <= down + radius;
    };
  }

  /// The number of pictures.
  public int size() {
    return pictures.size();
  }

  /// Words of the longest caption and `<eos>`: the steps of a decoder.
  public int steps() {
    return WORDS + 1;
  }

  /// Splits into the first pictures, to train with, and the others, to test with.
  ///
  /// @param first 1 to size - 1
  public List<CaptionedShapes> split(int first) {
    if (first < 1 || first >= size()) {
      throw new DataException(
          first
              + " of "
              + size()
              + " pictures leaves one part empty. Give 1 to "
              + (size() - 1)
              + ".");
    }
    return List.of(part(0, first), part(first, size()));
  }

  private CaptionedShapes part(int from, int to) {
    return new CaptionedShapes(pictures.subList(from, to), captions.subList(from, to), vocabulary);
  }

  /// Pictures one after the other, [pictures, 3, 20, 20].
  public float[] images() {
    int size = 3 * SIZE * SIZE;
    var all = new float[pictures.size() * size];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, all, i * size, size);
    }
    return all;
  }

  /// For a model with the inputs `image` [3, 20, 20] and `words` `[steps]`, which are `<eos>` and
  /// the caption; labels are the caption and `<eos>`, -1 behind.
  public Dataset dataset() {
    var fed = new ArrayList<int[]>();
    var says = new ArrayList<int[]>();
    int eos = vocabulary.index(Vocabulary.EOS);
    for (var caption : captions) {
      var words = vocabulary.encode(List.of(caption.split(" ", -1)));
      var label = Arrays.copyOf(words, words.length + 1);
      label[words.length] = eos;
      var input = new int[label.length];
      input[0] = eos;
      System.arraycopy(words, 0, input, 1, words.length);
      fed.add(input);
      says.add(label);
    }
    var shape = Shape.of(steps());
    var labels = Sequences.pad(says, steps(), -1);
    var words = Sequences.floats(Sequences.pad(fed, steps(), 0));
    int n = vocabulary.size();
    return Dataset.sequences(Shape.of(3, SIZE, SIZE), images(), shape, labels, n)
        .withName("image")
        .beside(Dataset.sequences(shape, words, shape, labels, n).withName("words"));
  }
}
