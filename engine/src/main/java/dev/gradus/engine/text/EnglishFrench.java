package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// A toy grammar of English sentences and their French translations. French puts most adjectives
/// behind the noun and makes articles and adjectives agree with it, so that no word can be
/// translated alone: "the white cow sees a small dog" is "la vache blanche voit un petit chien".
///
/// Errors: DataException for less than 1 or more than 20,000 pairs.
public final class EnglishFrench {
  /// English singular and plural; French singular and plural; feminine.
  private record Noun(String one, String many, String un, String des, boolean feminine) {}

  /// English; French masculine and feminine, singular and plural; whether it precedes the noun.
  private record Adjective(
      String english, String m, String f, String ms, String fs, boolean before) {}

  /// English singular and plural; French singular and plural.
  private record Verb(String one, String many, String un, String des) {}

  private static final List<Noun> NOUNS =
      List.of(
          new Noun("dog", "dogs", "chien", "chiens", false),
          new Noun("cat", "cats", "chat", "chats", false),
          new Noun("horse", "horses", "cheval", "chevaux", false),
          new Noun("rabbit", "rabbits", "lapin", "lapins", false),
          new Noun("boy", "boys", "garçon", "garçons", false),
          new Noun("girl", "girls", "fille", "filles", true),
          new Noun("cow", "cows", "vache", "vaches", true),
          new Noun("goat", "goats", "chèvre", "chèvres", true),
          new Noun("mouse", "mice", "souris", "souris", true),
          new Noun("hen", "hens", "poule", "poules", true));

  private static final List<Adjective> ADJECTIVES =
      List.of(
          new Adjective("black", "noir", "noire", "noirs", "noires", false),
          new Adjective("white", "blanc", "blanche", "blancs", "blanches", false),
          new Adjective("green", "vert", "verte", "verts", "vertes", false),
          new Adjective("fast", "rapide", "rapide", "rapides", "rapides", false),
          new Adjective("tired", "fatigué", "fatiguée", "fatigués", "fatiguées", false),
          new Adjective("small", "petit", "petite", "petits", "petites", true),
          new Adjective("big", "grand", "grande", "grands", "grandes", true));

  private static final List<Verb> ALONE =
      List.of(
          new Verb("runs", "run", "court", "courent"),
          new Verb("sleeps", "sleep", "dort", "dorment"),
          new Verb("sings", "sing", "chante", "chantent"),
          new Verb("jumps", "jump", "saute", "sautent"));

  private static final List<Verb> WITH_OBJECT =
      List.of(
          new Verb("sees", "see", "voit", "voient"),
          new Verb("follows", "follow", "suit", "suivent"),
          new Verb("loves", "love", "aime", "aiment"));

  /// What both languages say of one thing.
  private record Phrase(String english, String french, boolean many) {}

  private EnglishFrench() {}

  /// Different sentences, in an order that depends on the seed alone.
  ///
  /// @param count 1 to 20,000
  public static SentencePairs pairs(int count, long seed) {
    if (count < 1 || count > 20_000) {
      throw new DataException(
          String.format(
              Locale.ROOT, "cannot make %,d pairs of sentences. Ask for 1 to 20,000.", count));
    }
    var random = new Philox(seed, 0x4652454E);
    var made = new LinkedHashSet<SentencePairs.Pair>();
    while (made.size() < count) {
      made.add(sentence(random));
    }
    return SentencePairs.of(new ArrayList<>(made));
  }

  private static <T> T pick(List<T> list, Philox random) {
    return list.get(random.nextInt(list.size()));
  }

  private static SentencePairs.Pair sentence(Philox random) {
    var subject = phrase(random);
    boolean object = random.nextInt(3) > 0;
    var verb = pick(object ? WITH_OBJECT : ALONE, random);
    var english = subject.english + " " + (subject.many ? verb.many : verb.one);
    var french = subject.french + " " + (subject.many ? verb.des : verb.un);
    if (object) {
      var other = phrase(random);
      english += " " + other.english;
      french += " " + other.french;
    }
    return new SentencePairs.Pair(english, french);
  }

  private static Phrase phrase(Philox random) {
    var noun = pick(NOUNS, random);
    boolean many = random.nextInt(3) == 0;
    boolean definite = many || random.nextBoolean();
    var article = definite ? "the" : "a";
    var french =
        many ? "les" : definite ? (noun.feminine ? "la" : "le") : noun.feminine ? "une" : "un";
    var thing = many ? noun.many : noun.one;
    var chose = many ? noun.des : noun.un;
    if (random.nextInt(5) < 2) {
      return new Phrase(article + " " + thing, french + " " + chose, many);
    }
    var adjective = pick(ADJECTIVES, random);
    var agreed = agreed(adjective, noun.feminine, many);
    var both = adjective.before ? agreed + " " + chose : chose + " " + agreed;
    return new Phrase(article + " " + adjective.english + " " + thing, french + " " + both, many);
  }

  private static String agreed(Adjective a, boolean feminine, boolean many) {
    return feminine ? (many ? a.fs : a.f) : many ? a.ms : a.m;
  }
}
