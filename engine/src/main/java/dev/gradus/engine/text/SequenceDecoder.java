package dev.gradus.engine.text;

import dev.gradus.engine.Context;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Interruption;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lets a model say a sequence for a condition: a translation of a sentence, the caption of a
/// picture, the letters of a number. The model has two inputs, the condition and the tokens said so
/// far, `[steps]` with `<eos>` first, and gives the scores of the next token at every step, [steps,
/// vocabulary]; it must not look ahead among the tokens. It was trained with the right tokens as
/// second input (teacher forcing).
///
/// Starts with `<eos>`, feeds every token back, and ends at `<eos>` or after `steps` tokens. Takes
/// the likeliest token unless a [#temperature] is set. `<pad>` is never said.
///
/// Every token is a run of the whole model over all steps, for all conditions at once: n tokens
/// cost n runs, n times the work of a decoder that keeps its state. In return it works for any
/// model. Immutable.
public final class SequenceDecoder {
  private final Model model;
  private final Vocabulary vocabulary;
  private final TokenDraw drawn;
  private final long seed;
  private final int steps;
  private final int eos;

  private SequenceDecoder(Model model, Vocabulary vocabulary, TokenDraw drawn, long seed) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.drawn = drawn;
    this.seed = seed;
    this.eos =
        vocabulary
            .eos()
            .orElseThrow(() ->
                new DataException(
                    "the vocabulary has no <eos>, with which sequences start and end. Make it with"
                        + " special(Vocabulary.PAD, Vocabulary.EOS)."));
    this.steps = steps();
  }

  private int steps() {
    var in = model.inputs();
    var tokens = in.getLast().shape();
    boolean fits = in.size() == 2 && tokens.rank() == 1;
    if (!fits || !model.outputShape().equals(Shape.of(tokens.dim(0), vocabulary.size()))) {
      throw new ShapeException(
          "expected a model with two inputs, a condition and tokens [steps], and the output [steps, "
              + vocabulary.size()
              + "], got the inputs "
              + in
              + " and the output "
              + model.outputShape()
              + ". Describe it with Wire and end with dense("
              + vocabulary.size()
              + "), the size of the vocabulary.");
    }
    return tokens.dim(0);
  }

  /// Greedy.
  ///
  /// @param vocabulary with `<eos>`
  /// @throws ShapeException if the model has other inputs or outputs
  public static SequenceDecoder of(Model model, Vocabulary vocabulary) {
    Given.one("the vocabulary", vocabulary);
    var greedy = new TokenDraw(0, Integer.MAX_VALUE);
    return new SequenceDecoder(model, vocabulary, greedy, Context.current().seed());
  }

  /// The same, drawing from softmax(scores / temperature); 0 is greedy.
  public SequenceDecoder temperature(double t) {
    return new SequenceDecoder(model, vocabulary, new TokenDraw(t, drawn.topK()), seed);
  }

  /// The same, drawing from the `k` likeliest tokens only.
  public SequenceDecoder topK(int k) {
    return new SequenceDecoder(model, vocabulary, new TokenDraw(drawn.temperature(), k), seed);
  }

  /// The same with another seed; each condition of a batch has random numbers of its own.
  public SequenceDecoder seed(long number) {
    return new SequenceDecoder(model, vocabulary, drawn, number);
  }

  /// The tokens said for every condition, as text.
  ///
  /// @param conditions a batch of the model's first input
  public List<String> decode(Tensor conditions, Tokenizer tokenizer) {
    Given.one("the tokenizer", tokenizer);
    return numbers(conditions).stream()
        .map(said -> tokenizer.text(vocabulary.decode(said)))
        .toList();
  }

  /// The numbers of the tokens said for every condition, without `<eos>`.
  ///
  /// @param conditions a batch of the model's first input
  /// @throws dev.gradus.engine.InterruptedRunException if the thread is interrupted
  public List<int[]> numbers(Tensor conditions) {
    Given.one("the batch of conditions", conditions);
    int n = conditions.shape().dim(0);
    var run = new Run(n);
    for (int t = 0; t < steps && run.open > 0; t++) {
      Interruption.check();
      var fed = Tensor.of(Shape.of(n, steps), run.fed);
      run.say(t, model.predict(conditions, fed).toArray());
    }
    return run.sequences();
  }

  /// A batch on its way.
  private final class Run {
    private final float[] fed;
    private final int[][] said;
    private final int[] lengths;
    private final List<Philox> random = new ArrayList<>();
    private int open;

    Run(int n) {
      fed = new float[n * steps];
      Arrays.fill(fed, vocabulary.pad().orElse(eos));
      said = new int[n][steps];
      lengths = new int[n];
      Arrays.fill(lengths, -1);
      open = n;
      for (int i = 0; i < n; i++) {
        fed[i * steps] = eos;
        random.add(new Philox(Philox.key(seed, 0x4445434FL), i));
      }
    }

    void say(int t, float[] scores) {
      int size = vocabulary.size();
      for (int i = 0; i < said.length; i++) {
        if (lengths[i] >= 0) {
          continue;
        }
        int from = (i * steps + t) * size;
        var mine = Arrays.copyOfRange(scores, from, from + size);
        vocabulary.pad().ifPresent(pad -> mine[pad] = Float.NEGATIVE_INFINITY);
        int token = drawn.draw(mine, random.get(i).nextDouble());
        if (token == eos) {
          lengths[i] = t;
          open--;
          continue;
        }
        said[i][t] = token;
        if (t + 1 < steps) {
          fed[i * steps + t + 1] = token;
        }
      }
    }

    List<int[]> sequences() {
      var all = new ArrayList<int[]>();
      for (int i = 0; i < said.length; i++) {
        all.add(lengths[i] < 0 ? said[i] : Arrays.copyOf(said[i], lengths[i]));
      }
      return List.copyOf(all);
    }
  }
}
