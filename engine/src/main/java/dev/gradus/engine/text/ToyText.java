package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Sequences;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;

/// Made-up texts that need no file and no network. The same seed gives the same text; fewer
/// sentences are the first of more.
///
/// Errors: DataException for less than 1 sentence, sequence or symbol.
public final class ToyText {
  private static final int SENTENCES = 3000;
  private static final long SEED = 42;

  private static final List<String> NAMES = List.of("dog", "cat", "fox", "robot", "child", "owl");
  private static final List<String> KINDS = List.of("small", "old", "clever", "sleepy", "brave");
  private static final List<String> PLACES =
      List.of("garden", "forest", "house", "river", "tower", "field");
  private static final List<String> ALONE = List.of("sleep", "jump", "sing", "wait", "dance");
  private static final List<String> WITH_OBJECT = List.of("see", "follow", "like", "find", "hear");
  private static final List<String> SAYINGS =
      List.of(
          "To infinity and beyond!",
          "Two robots wait for one river.",
          "Once upon a time there was a tower.",
          "The end is near, but not yet.");

  private ToyText() {}

  /// The built-in corpus of characters: 3,000 sentences, one in a line. Verbs agree with their
  /// subjects across the words between, which asks for more memory than a few characters.
  public static Corpus characters() {
    return Corpus.characters(stories(SENTENCES, SEED)).withName("toy stories");
  }

  /// The same text in words, in lower case, with `<eos>` at the end of every sentence and `<unk>`.
  public static Corpus words() {
    var text = stories(SENTENCES, SEED);
    var tokenizer = Tokenizer.words().sentencePerLine();
    var vocabulary =
        Vocabulary.count(tokenizer.tokens(text)).special(Vocabulary.UNK, Vocabulary.EOS).build();
    return Corpus.of(text, tokenizer, vocabulary).withName("toy stories");
  }

  /// Sentences of a small grammar, each in a line of its own; about one in ten is a saying, such as
  /// "To infinity and beyond!".
  public static String stories(int sentences, long seed) {
    if (sentences < 1) {
      throw new DataException("the number of sentences is " + sentences + ". Give 1 or more.");
    }
    var text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      text.append(story(new Philox(Philox.key(seed, 0x53544F52L), i))).append('\n');
    }
    return text.toString();
  }

  private static String pick(List<String> list, Philox random) {
    return list.get(random.nextInt(list.size()));
  }

  private static String story(Philox random) {
    if (random.nextInt(10) == 0) {
      return pick(SAYINGS, random);
    }
    boolean many = random.nextBoolean();
    var s = new StringBuilder("The ").append(thing(many, random));
    int middle = random.nextInt(4);
    if (middle == 1) {
      s.append(" in the ").append(pick(PLACES, random));
    } else if (middle == 2) {
      s.append(" that ").append(verb(pick(WITH_OBJECT, random), many)).append(" the ");
      s.append(thing(random.nextBoolean(), random));
    }
    if (random.nextBoolean()) {
      s.append(' ').append(verb(pick(ALONE, random), many));
      s.append(random.nextBoolean() ? " near the " + pick(PLACES, random) : "");
    } else {
      s.append(' ').append(verb(pick(WITH_OBJECT, random), many)).append(" the ");
      s.append(thing(random.nextBoolean(), random));
    }
    return s.append('.').toString();
  }

  private static String thing(boolean many, Philox random) {
    var kind = random.nextInt(3) == 0 ? pick(KINDS, random) + " " : "";
    var name = pick(NAMES, random);
    var plural =
        switch (name) {
          case "child" -> "children";
          case "fox" -> "foxes";
          default -> name + "s";
        };
    return kind + (many ? plural : name);
  }

  private static String verb(String stem, boolean many) {
    return many ? stem : stem + "s";
  }

  /// Symbols and the same in reverse order: "c a b" becomes "b a c".
  ///
  /// @param most the largest number of symbols in a sequence, at least 1
  public static SentencePairs reversals(int count, int most, long seed) {
    if (count < 1 || most < 1) {
      throw new DataException(
          "cannot make " + count + " sequences of up to " + most + " symbols. Give 1 or more.");
    }
    var pairs = new ArrayList<SentencePairs.Pair>();
    for (int i = 0; i < count; i++) {
      var random = new Philox(Philox.key(seed, 0x52455645L), i);
      var symbols = new ArrayList<String>();
      int length = 1 + random.nextInt(most);
      for (int k = 0; k < length; k++) {
        symbols.add(Character.toString('a' + random.nextInt(8)));
      }
      pairs.add(
          new SentencePairs.Pair(String.join(" ", symbols), String.join(" ", symbols.reversed())));
    }
    return SentencePairs.of(pairs);
  }

  private static final List<String> GOOD = List.of("good", "great", "funny", "moving", "clever");
  private static final List<String> BAD = List.of("bad", "boring", "sad", "weak", "slow");
  private static final List<String> SUBJECTS =
      List.of("the film", "the story", "the music", "this book", "the end");

  /// Reviews, where "not" turns a word into its opposite: "the film was not boring , the music was
  /// good" is positive. Which words occur does not tell; their order does.
  ///
  /// @param texts the reviews, words with blanks between
  /// @param labels 1 for positive
  public record Reviews(List<String> texts, List<Integer> labels) {

    /// Token numbers `[length]`, `<pad>` (0) in front, and the classes "negative" and "positive".
    public Dataset dataset(Vocabulary vocabulary, int length) {
      Given.one("the vocabulary", vocabulary);
      var numbers = texts.stream().map(t -> vocabulary.encode(List.of(t.split(" ", -1)))).toList();
      return Dataset.of(
              Shape.of(length),
              Sequences.floats(Sequences.padFront(numbers, length, 0)),
              labels.stream().mapToInt(Integer::intValue).toArray(),
              2)
          .withName("reviews")
          .withClassNames("negative", "positive");
    }

    /// The words of all texts, `<pad>` first.
    public Vocabulary vocabulary() {
      var words = new ArrayList<String>();
      texts.forEach(t -> words.addAll(List.of(t.split(" ", -1))));
      return Vocabulary.count(words).special(Vocabulary.PAD, Vocabulary.UNK).build();
    }
  }

  /// Reviews of one or two clauses that agree with each other.
  public static Reviews reviews(int count, long seed) {
    var texts = new ArrayList<String>();
    var labels = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      var random = new Philox(Philox.key(seed, 0x52455649L), i);
      boolean positive = random.nextBoolean();
      var text = clause(positive, random);
      texts.add(random.nextBoolean() ? text + " , " + clause(positive, random) : text);
      labels.add(positive ? 1 : 0);
    }
    return new Reviews(List.copyOf(texts), List.copyOf(labels));
  }

  private static String clause(boolean positive, Philox random) {
    boolean not = random.nextBoolean();
    var word = pick(positive != not ? GOOD : BAD, random);
    return pick(SUBJECTS, random) + " was " + (not ? "not " : "") + word;
  }
}
