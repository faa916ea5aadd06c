package dev.gradus.engine.text;

import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Cuts text into tokens and joins tokens to text.
public interface Tokenizer {

  /// The tokens of a text, in order.
  List<String> tokens(String text);

  /// A text of these tokens.
  String text(List<String> tokens);

  /// Every character (code point) is a token; case and blanks are kept.
  static Characters characters() {
    return new Characters(false);
  }

  /// Words in lower case and punctuation marks are tokens; lines do not matter.
  static Words words() {
    return new Words(true, true, false);
  }

  /// Characters.
  ///
  /// @param lower whether to turn text into lower case
  record Characters(boolean lower) implements Tokenizer {

    /// The same in lower case.
    public Characters lowerCase() {
      return new Characters(true);
    }

    @Override
    public List<String> tokens(String text) {
      Given.one("the text", text);
      var all = lower ? text.toLowerCase(Locale.ROOT) : text;
      return all.codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    public String text(List<String> tokens) {
      Given.one("the list of tokens", tokens);
      return String.join("", tokens);
    }
  }

  /// Words: runs of letters, digits, apostrophes and hyphens, and names in angle brackets as
  /// `<unk>`; any other mark is a token of its own.
  ///
  /// @param lower whether to turn text into lower case
  /// @param marks whether punctuation marks are tokens; else they are left out
  /// @param lines whether the end of a line is a token, `<eos>`
  record Words(boolean lower, boolean marks, boolean lines) implements Tokenizer {
    private static final Pattern TOKEN =
        Pattern.compile("<\\w+>|[\\p{L}\\p{N}](?:[\\p{L}\\p{N}'’-]*[\\p{L}\\p{N}])?|\\n|[^\\s]");

    /// The same with upper and lower case kept.
    public Words keepCase() {
      return new Words(false, marks, lines);
    }

    /// The same without punctuation marks.
    public Words withoutPunctuation() {
      return new Words(lower, false, lines);
    }

    /// The same with the token `<eos>` at the end of every line.
    public Words sentencePerLine() {
      return new Words(lower, marks, true);
    }

    @Override
    public List<String> tokens(String text) {
      Given.one("the text", text);
      var found = new ArrayList<String>();
      var matcher = TOKEN.matcher(lower ? text.toLowerCase(Locale.ROOT) : text);
      while (matcher.find()) {
        var token = matcher.group();
        if (token.equals("\n")) {
          if (lines) {
            found.add(Vocabulary.EOS);
          }
        } else if (marks || isWord(token)) {
          found.add(token);
        }
      }
      return List.copyOf(found);
    }

    private static boolean isWord(String token) {
      return Character.isLetterOrDigit(token.codePointAt(0)) || token.length() > 1;
    }

    /// Words with blanks between them, none before a closing mark; `<eos>` ends a line.
    @Override
    public String text(List<String> tokens) {
      Given.one("the list of tokens", tokens);
      var text = new StringBuilder();
      for (var token : tokens) {
        if (token.equals(Vocabulary.EOS)) {
          text.append('\n');
          continue;
        }
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        boolean closing = token.length() == 1 && ".,;:!?)".contains(token);
        text.append(first || closing ? "" : " ").append(token);
      }
      return text.toString();
    }
  }
}
