package dev.gradus.engine.text;

import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.data.Sequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One thing in, many out: digits are spelled.
class SequenceDecoderTest {
  private static final List<String> NAMES =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final Tokenizer LETTERS = Tokenizer.characters();
  private static final Vocabulary ABC =
      Vocabulary.count(LETTERS.tokens(String.join("", NAMES)))
          .special(Vocabulary.PAD, Vocabulary.EOS)
          .build();
  private static final int STEPS = 6;

  private static int[] spelled(int digit, boolean label) {
    var letters = ABC.encode(LETTERS.tokens(NAMES.get(digit)));
    var all = new int[letters.length + 1];
    System.arraycopy(letters, 0, all, label ? 0 : 1, letters.length);
    all[label ? letters.length : 0] = 1;
    return all;
  }

  /// Conditions with the letters of their digits beside them.
  private static Dataset spelling(Shape shape, float[] conditions, int[] digits) {
    var fed = new ArrayList<int[]>();
    var says = new ArrayList<int[]>();
    for (int digit : digits) {
      fed.add(spelled(digit, false));
      says.add(spelled(digit, true));
    }
    var steps = Shape.of(STEPS);
    var labels = Sequences.pad(says, STEPS, -1);
    var letters = Sequences.floats(Sequences.pad(fed, STEPS, 0));
    return Dataset.sequences(shape, conditions, steps, labels, ABC.size())
        .withName("condition")
        .beside(Dataset.sequences(steps, letters, steps, labels, ABC.size()).withName("letters"));
  }

  private static float[] oneHot(int[] digits) {
    var rows = new float[digits.length * 10];
    for (int i = 0; i < digits.length; i++) {
      rows[10 * i + digits[i]] = 1;
    }
    return rows;
  }

  /// A decoder of letters that starts from a state that the condition gives.
  private static Model speller(Wire input, Wire state) {
    var letters = Wire.input("letters", STEPS);
    var said = letters.embedding(ABC.size(), 8).then(gru(32).returnSequences(), state);
    return Model.of(List.of(input, letters), List.of(said.dense(ABC.size()))).seed(1);
  }

  private static Model ofClasses() {
    var input = Wire.input("condition", 10);
    var model = speller(input, input.dense(32).tanh());
    var digits = new int[200];
    Arrays.setAll(digits, i -> i % 10);
    var data = spelling(Shape.of(10), oneHot(digits), digits);
    model.train(data).optimizer(Optimizers.adam(1e-2)).batchSize(20).epochs(15).run();
    return model;
  }

  private static final int[] ALL = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @Test
  @Covers({"D17", "I09"})
  void classesAreSpelled() {
    var decoder = SequenceDecoder.of(ofClasses(), ABC);
    var conditions = Tensor.of(Shape.of(10, 10), oneHot(ALL));
    assertEquals(NAMES, decoder.decode(conditions, LETTERS));
    assertEquals(NAMES, decoder.temperature(0).seed(3).decode(conditions, LETTERS));
    assertEquals(NAMES, decoder.temperature(9).topK(1).decode(conditions, LETTERS));
    var hot = decoder.temperature(2);
    var once = hot.seed(1).decode(conditions, LETTERS);
    assertEquals(once, hot.seed(1).decode(conditions, LETTERS));
    assertTrue(new HashSet<>(once).size() > 5 && !once.equals(NAMES), once.toString());
    assertTrue(hot.numbers(conditions).stream().allMatch(said -> said.length <= STEPS));
  }

  /// The other way: the class at every step, and no letters fed back.
  @Test
  @Covers("D17")
  void aRepeatedClassIsSpelledWithoutFeedback() {
    var model =
        Model.input(10).repeatVector(STEPS).then(simpleRnn(48).returnSequences()).dense(ABC.size());
    model.seed(1);
    var says = Arrays.stream(ALL).mapToObj(d -> spelled(d, true)).toList();
    var shape = Shape.of(STEPS);
    var labels = Sequences.pad(says, STEPS, 1);
    var data = Dataset.sequences(Shape.of(10), oneHot(ALL), shape, labels, ABC.size());
    model.train(data).optimizer(Optimizers.adam(1e-2)).batchSize(10).epochs(300).run();
    assertArrayEquals(labels, model.predict(data).argmax());
  }

  @Test
  @Tag("full")
  @Covers("D17")
  void imagesOfDigitsAreSpelled() {
    var pair = Datasets.digits(3000, 500, 1);
    var input = Wire.input("condition", 1, 28, 28);
    var seen = input.conv2d(8, 5).relu().maxPool2d(2).conv2d(16, 5).relu().maxPool2d(2).flatten();
    var model = speller(input, seen.dense(64).relu().dense(32).tanh());
    var data = spelling(Shape.of(1, 28, 28), images(pair.train()), pair.train().labels());
    model.train(data).optimizer(Optimizers.adam(2e-3)).epochs(8).run();
    model.train(data).optimizer(Optimizers.adam(3e-4)).epochs(2).run();
    var shape = Shape.of(pair.test().size(), 1, 28, 28);
    var conditions = Tensor.of(shape, images(pair.test()));
    var said = SequenceDecoder.of(model, ABC).decode(conditions, LETTERS);
    int right = 0;
    for (int i = 0; i < said.size(); i++) {
      right += said.get(i).equals(NAMES.get(pair.test().label(i))) ? 1 : 0;
    }
    double match = (double) right / said.size();
    System.out.printf(Locale.ROOT, "digits spelled: exact match %.1f %%%n", 100 * match);
    assertTrue(match >= 0.95, "exact match " + match);
  }

  private static float[] images(Dataset data) {
    var all = new float[data.size() * 28 * 28];
    for (int i = 0; i < data.size(); i++) {
      System.arraycopy(data.input(i), 0, all, i * 28 * 28, 28 * 28);
    }
    return all;
  }

  @Test
  void errorsTeach() {
    var input = Wire.input("condition", 10);
    var model = speller(input, input.dense(32));
    var noEnd = Vocabulary.of(List.of("a", "b"));
    var e = assertThrows(DataException.class, () -> SequenceDecoder.of(model, noEnd));
    assertTrue(e.getMessage().contains("special(Vocabulary.PAD"), e.getMessage());
    var other = Vocabulary.of(List.of(Vocabulary.PAD, Vocabulary.EOS, "a"));
    assertThrows(ShapeException.class, () -> SequenceDecoder.of(model, other));
    assertThrows(
        ShapeException.class, () -> SequenceDecoder.of(Model.input(6).embedding(9, 17), ABC));
    var decoder = SequenceDecoder.of(model, ABC);
    assertThrows(GradusException.class, () -> decoder.temperature(Double.NaN));
    assertThrows(GradusException.class, () -> decoder.topK(0));
  }
}
