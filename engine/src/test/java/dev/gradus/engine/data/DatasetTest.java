package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  /// Ten samples of two numbers, `i` and `-i`, in classes 0, 1, 2, 0, 1, ...
  private static Dataset ten() {
    var inputs = new float[20];
    for (int i = 0; i < 10; i++) {
      inputs[2 * i] = i;
      inputs[2 * i + 1] = -i;
    }
    return Dataset.of(Shape.of(2), inputs, IntStream.range(0, 10).map(i -> i % 3).toArray(), 3);
  }

  private static int[] firsts(Dataset data) {
    return IntStream.range(0, data.size()).map(i -> (int) data.input(i)[0]).toArray();
  }

  @Test
  void tellsWhatItHolds() {
    var data = ten();
    assertEquals(10, data.size());
    assertEquals(Shape.of(2), data.inputShape());
    assertEquals(Shape.of(), data.targetShape());
    assertEquals(3, data.classes());
    assertEquals(List.of("0", "1", "2"), data.classNames());
    assertTrue(data.isClassification());
    assertEquals(1, data.label(4));
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0}, data.labels());
    assertArrayEquals(new float[] {4, -4}, data.input(4));
    assertArrayEquals(new float[] {1}, data.target(4));
    assertArrayEquals(new int[] {4, 3, 3}, data.classCounts());
    assertEquals("data: 10 samples of [2], 3 classes", data.toString());
    assertEquals("toy: 1 sample of [2], 3 classes", data.take(1).withName("toy").toString());
    assertEquals(List.of("a", "b", "c"), data.withClassNames("a", "b", "c").skip(2).classNames());
  }

  @Test
  void countsThousandsInItsLine() {
    var data = Dataset.ofBytes(Shape.of(1), new byte[60_000], new int[60_000], 10);
    assertEquals("mnist: 60,000 samples of [1], 10 classes", data.withName("mnist").toString());
  }

  @Test
  void keepsItsNumbersWhenTheCallersArraysChange() {
    var inputs = new float[] {1, 2};
    var labels = new int[] {0, 1};
    var bytes = new byte[] {51, 102};
    var data = Dataset.of(Shape.of(1), inputs, labels, 2);
    var small = Dataset.ofBytes(Shape.of(1), bytes, labels, 2);
    inputs[0] = 9;
    bytes[0] = 0;
    labels[0] = 1;
    data.input(1)[0] = 7;
    data.labels()[1] = 0;
    assertArrayEquals(new float[] {1}, data.input(0));
    assertArrayEquals(new float[] {2}, data.input(1));
    assertArrayEquals(new float[] {51 / 255f}, small.input(0));
    assertArrayEquals(new int[] {0, 1}, data.labels());
  }

  @Test
  void readsBytesAsUnsignedAndScaled() {
    var bytes = new byte[] {0, 127, (byte) 128, (byte) 255};
    var data = Dataset.ofBytes(Shape.of(4), bytes, new int[1], 1);
    assertArrayEquals(new float[] {0, 127 / 255f, 128 / 255f, 1}, data.input(0));
    var shifted = Dataset.ofBytes(Shape.of(4), bytes, new int[1], 1, 2f, -1f);
    assertArrayEquals(new float[] {-1, 253, 255, 509}, shifted.input(0));
  }

  @Test
  void takesRowsAndCountsTheirClasses() {
    var data = Dataset.of(new float[][] {{1, 2, 3}, {4, 5, 6}}, new int[] {0, 4});
    assertEquals(Shape.of(3), data.inputShape());
    assertEquals(5, data.classes());
    assertArrayEquals(new float[] {4, 5, 6}, data.input(1));
  }

  @Test
  void holdsNumbersToPredict() {
    var data =
        Dataset.regression(
            Shape.of(1), new float[] {1, 2, 3}, Shape.of(2), new float[] {1, 2, 3, 4, 5, 6});
    assertFalse(data.isClassification());
    assertEquals(0, data.classes());
    assertEquals(Shape.of(2), data.targetShape());
    assertArrayEquals(new float[] {5, 6}, data.skip(1).target(1));
    assertEquals("data: 3 samples of [1], targets of [2]", data.toString());
    says(() -> data.label(0), "class labels", "target(i)");
    says(data::classCounts, "class labels");
    assertEquals(3, data.split(0.5, 1).train().size() + data.split(0.5, 1).test().size());
  }

  @Test
  void gathersInTheGivenOrder() {
    var data = ten().skip(2);
    var inputs = new float[9];
    var targets = new float[5];
    int[] order = {99, 7, 0, 3, 99};
    data.gatherInputs(order, 1, 3, inputs, 2);
    data.gatherTargets(order, 1, 3, targets, 1);
    assertArrayEquals(new float[] {0, 0, 9, -9, 2, -2, 5, -5, 0}, inputs);
    assertArrayEquals(new float[] {0, 0, 2, 2, 0}, targets);
    says(() -> data.gatherInputs(new int[] {8}, 0, 1, inputs, 0), "sample 8", "0 to 7");
  }

  @Test
  void choosesSamplesWithoutCopying() {
    var data = ten();
    assertArrayEquals(new int[] {0, 1, 2}, firsts(data.take(3)));
    assertArrayEquals(new int[] {8, 9}, firsts(data.skip(8)));
    assertArrayEquals(new int[] {4, 5}, firsts(data.skip(2).slice(2, 4)));
    assertArrayEquals(new int[] {9, 2, 2}, firsts(data.subset(9, 2, 2)));
    assertArrayEquals(new int[] {1, 4, 7}, firsts(data.filter(label -> label == 1)));
    assertArrayEquals(new int[] {7, 1}, firsts(data.filter(label -> label == 1).subset(2, 0)));
  }

  @Test
  void shufflesByTheSeedAlone() {
    var data = ten();
    int[] once = firsts(data.shuffle(3));
    assertArrayEquals(once, firsts(data.shuffle(3)));
    assertFalse(Arrays.equals(once, firsts(data.shuffle(4))));
    assertFalse(Arrays.equals(once, firsts(data)));
    Arrays.sort(once);
    assertArrayEquals(firsts(data), once);
  }

  @Test
  void splitsIntoPartsThatShareNothing() {
    var pair = ten().withName("toy").split(0.7, 5);
    assertEquals(7, pair.train().size());
    assertEquals(3, pair.test().size());
    assertEquals("toy train", pair.train().name());
    int[] all =
        IntStream.concat(Arrays.stream(firsts(pair.train())), Arrays.stream(firsts(pair.test())))
            .sorted()
            .toArray();
    assertArrayEquals(firsts(ten()), all);
  }

  @Test
  void splitsEveryClassInProportion() {
    var labels = new int[1000];
    Arrays.fill(labels, 900, 1000, 1);
    var data = Dataset.of(Shape.of(1), new float[1000], labels, 2);
    var pair = data.splitStratified(0.8, 1);
    assertArrayEquals(new int[] {720, 80}, pair.train().classCounts());
    assertArrayEquals(new int[] {180, 20}, pair.test().classCounts());
    long early = Arrays.stream(pair.train().take(400).labels()).sum();
    assertTrue(early > 15 && early < 65, "classes are mixed, not in blocks: " + early);
  }

  @Test
  void joinsTwoSets() {
    var both = ten().take(2).concat(ten().skip(9).map(x -> 10 * x));
    assertArrayEquals(new int[] {0, 1, 90}, firsts(both));
    assertArrayEquals(new int[] {0, 1, 0}, both.labels());
    assertArrayEquals(new int[] {90, 0}, firsts(both.subset(2, 0)));
    says(() -> ten().concat(ten().reshape(1, 2)), "cannot join", "[1, 2]");
  }

  @Test
  void padsImagesWithBackground() {
    var image = Dataset.of(Shape.of(2, 1, 2), new float[] {1, 2, 3, 4}, new int[1], 1);
    var padded = image.pad(1);
    assertEquals(Shape.of(2, 3, 4), padded.inputShape());
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0},
        padded.input(0));
    assertEquals(Shape.of(32, 32), digit().reshape(28, 28).pad(2).inputShape());
    says(() -> ten().pad(1), "images", "[2]", "reshape");
    says(() -> image.pad(-1), "-1");
  }

  private static Dataset digit() {
    return Dataset.ofBytes(Shape.of(1, 28, 28), new byte[784], new int[1], 10);
  }

  @Test
  void shiftsImages() {
    var image =
        Dataset.of(Shape.of(1, 3, 3), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[1], 1);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2, 0, 4, 5}, image.shift(1, 1).input(0));
    assertArrayEquals(new float[] {2, 3, 0, 5, 6, 0, 8, 9, 0}, image.shift(-1, 0).input(0));
    assertArrayEquals(new float[] {7, 8, 9, 0, 0, 0, 0, 0, 0}, image.shift(0, -2).input(0));
    assertArrayEquals(new float[9], image.shift(3, 0).input(0));
    assertArrayEquals(new float[9], image.shift(-100, 100).input(0));
    assertEquals(45, 49 * image.pad(2).shift(-2, 2).mean(), 1e-4);
  }

  @Test
  void changesNumbersOfFloatsAndBytesAlike() {
    var bytes = Dataset.ofBytes(Shape.of(2), new byte[] {0, (byte) 255}, new int[1], 1);
    var floats = Dataset.of(Shape.of(2), new float[] {0, 1}, new int[1], 1);
    assertEquals(0.5, bytes.mean(), 1e-9);
    assertEquals(0.5, floats.std(), 1e-9);
    assertArrayEquals(new float[] {-1, 1}, bytes.normalize(0.5, 0.5).input(0));
    assertArrayEquals(new float[] {-1, 1}, floats.normalize(0.5, 0.5).input(0));
    assertArrayEquals(new float[] {3, 1}, floats.map(x -> 1 - x).map(x -> 2 * x + 1).input(0));
    assertArrayEquals(new float[] {3, 1}, bytes.map(x -> 1 - x).map(x -> 2 * x + 1).input(0));
    says(() -> floats.normalize(0, 0), "deviation", "above 0");
    says(() -> floats.normalize(Double.NaN, 1), "NaN");
  }

  @Test
  void reshapes() {
    assertEquals(Shape.of(784), digit().reshape(784).inputShape());
    says(() -> digit().reshape(28, 27), "784 numbers", "[28, 27]", "756");
  }

  @Test
  void refusesWhatDoesNotFitWithASentence() {
    var shape = Shape.of(2);
    var four = new float[4];
    says(
        () -> Dataset.of(shape, new float[82], labelsWith(40, 12), 10),
        "label 12 at sample 40, but there are 10 classes (0 to 9)");
    says(() -> Dataset.of(shape, new float[82], labelsWith(40, 10), 10), "subtract 1");
    says(() -> Dataset.of(shape, four, new int[] {0, -1}, 2), "label -1 at sample 1");
    says(() -> Dataset.of(shape, four, new int[3], 2), "2 inputs but 3 labels");
    says(() -> Dataset.of(shape, new float[5], new int[2], 2), "5 numbers", "1 are left over");
    says(() -> Dataset.of(shape, new float[0], new int[0], 2), "empty");
    says(() -> Dataset.of(shape, four, new int[2], 0), "number of classes is 0");
    says(() -> Dataset.of(Shape.of(0), four, new int[2], 2), "holds no numbers");
    says(() -> Dataset.ofBytes(shape, new byte[4], new int[1], 2), "2 inputs but 1 labels");
    says(() -> Dataset.ofBytes(shape, new byte[4], new int[2], 2, Float.NaN, 0), "NaN");
    says(() -> Dataset.of(new float[0][], new int[0]), "empty");
    says(() -> Dataset.of(new float[][] {{1, 2}, {1}}, new int[2]), "row 1 has 1", "row 0 has 2");
    says(() -> Dataset.of(new float[][] {{1}, {2}}, new int[] {-1, -1}), "label -1 at sample 0");
    says(
        () -> Dataset.regression(shape, four, Shape.of(1), new float[3]), "2 inputs but 3 targets");
  }

  private static int[] labelsWith(int at, int label) {
    var labels = new int[41];
    labels[at] = label;
    return labels;
  }

  @Test
  void namesTheSampleAndPlaceOfANumberThatIsNone() {
    var inputs = new float[3 * 8];
    inputs[8 + 7] = Float.NaN;
    says(
        () -> Dataset.of(Shape.of(2, 2, 2), inputs, new int[3], 1),
        "input 1 holds NaN at position [1, 1, 1]");
    inputs[8 + 7] = Float.NEGATIVE_INFINITY;
    says(
        () -> Dataset.of(Shape.of(8), inputs, new int[3], 1),
        "input 1 holds -Infinity at position [7]");
    says(
        () ->
            Dataset.regression(
                Shape.of(1), new float[2], Shape.of(1), new float[] {0, Float.POSITIVE_INFINITY}),
        "target 1 holds Infinity at position [0]");
  }

  @Test
  void refusesPositionsOutsideAndEmptyViews() {
    var data = ten();
    assertThrows(DataException.class, () -> data.input(10));
    assertThrows(DataException.class, () -> data.label(-1));
    says(() -> data.take(11), "take(11) of 10 samples");
    says(() -> data.take(0), "take(0)", "would leave none");
    says(() -> data.skip(10), "skip(10)", "would leave none");
    says(() -> data.slice(-1, 4), "slice(-1, 4)", "outside");
    says(() -> data.subset(), "no sample");
    says(() -> data.subset(3, 10), "sample 10");
    says(() -> data.filter(label -> label == 7), "no sample");
    says(() -> data.split(1.5, 0), "1.5", "above 0 and below 1");
    says(() -> data.split(0.001, 0), "one part empty");
    says(() -> data.withClassNames("a"), "3 classes but 1 names");
    assertThrows(ShapeException.class, () -> data.shift(1, 1));
  }
}
