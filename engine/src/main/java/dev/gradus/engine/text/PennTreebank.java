package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The Penn Treebank as language models use it: three files of sentences, one in a line, rare words
/// already replaced by `<unk>`, 10,000 different words. Its licence does not allow us to bring it;
/// the files are `ptb.train.txt`, `ptb.valid.txt` and `ptb.test.txt` of Mikolov's
/// `simple-examples`.
///
/// @param train to train with; its words are the vocabulary
/// @param valid to compare settings with
/// @param test to measure once
public record PennTreebank(Corpus train, Corpus valid, Corpus test) {

  /// Reads a folder with the three files, or with a folder `data` that holds them. Words are what
  /// stands between blanks; the end of every line is the token `<eos>`. The vocabulary is all words
  /// of `ptb.train.txt`, from the most frequent to the rarest; other words are `<unk>`.
  ///
  /// @throws DataException if a file is missing or cannot be read, or is no such text
  public static PennTreebank read(Path folder) {
    Given.one("the folder", folder);
    var place = Files.isDirectory(folder.resolve("data")) ? folder.resolve("data") : folder;
    var words = tokens(place.resolve("ptb.train.txt"));
    var counted = Vocabulary.count(words);
    var vocabulary =
        counted.counts().containsKey(Vocabulary.UNK)
            ? counted.build()
            : counted.special(Vocabulary.UNK).build();
    return new PennTreebank(
        corpus(words, vocabulary, "ptb train"),
        corpus(tokens(place.resolve("ptb.valid.txt")), vocabulary, "ptb valid"),
        corpus(tokens(place.resolve("ptb.test.txt")), vocabulary, "ptb test"));
  }

  /// As [#read(Path)].
  ///
  /// @throws DataException if a file is missing or cannot be read, or is no such text
  public static PennTreebank read(String folder) {
    Given.one("the folder", folder);
    return read(Path.of(folder));
  }

  private static Corpus corpus(List<String> words, Vocabulary vocabulary, String name) {
    var tokenizer = Tokenizer.words().sentencePerLine();
    return Corpus.of(tokenizer, vocabulary, vocabulary.encode(words)).withName(name);
  }

  private static List<String> tokens(Path file) {
    var found = new ArrayList<String>();
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> {
            found.addAll(List.of(line.split("\\s+", -1)));
            found.add(Vocabulary.EOS);
          });
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new DataException(
          "cannot read "
              + file
              + ". Give the folder with ptb.train.txt, ptb.valid.txt and ptb.test.txt (from"
              + " simple-examples.tgz).",
          e);
    }
    if (found.isEmpty()) {
      throw new DataException(file + " is empty. Unpack simple-examples.tgz again.");
    }
    return found;
  }
}
