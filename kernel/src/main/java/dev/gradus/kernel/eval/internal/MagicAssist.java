package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.magic.MagicParameter;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.magic.MagicSpec;
import dev.gradus.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Help for magics while typing.
final class MagicAssist {
  private static final Pattern NAME = Pattern.compile("(?:^|[;{}=\\n])[ \\t]*(%{1,2})(\\w*)$");
  private static final Pattern CALL =
      Pattern.compile("(?:^|[;{}=])[ \\t]*(%{1,2})(\\w+)([ \\t][^\\n]*)$");

  private final MagicRegistry registry;

  MagicAssist(MagicRegistry registry) {
    this.registry = registry;
  }

  /// Names after `%`, options after `--`, values of an option or argument that has choices.
  Optional<Session.Completion> complete(String code, int cursor) {
    String before = code.substring(0, cursor);
    Matcher name = NAME.matcher(before);
    if (name.find()) {
      boolean whole = name.group(1).length() == 2;
      String typed = name.group(2);
      List<String> matches =
          registry.all().stream()
              .filter(s -> !whole || s.magic().wholeCell())
              .filter(s -> s.name().startsWith(typed))
              .map(s -> (whole || !s.magic().line() ? "%%" : "%") + s.name())
              .toList();
      return Optional.of(completion(name.start(1), cursor, matches, "magic"));
    }
    return call(before).flatMap(c -> completeWord(c, cursor));
  }

  private record Call(MagicSpec spec, String words) {
    String lastWord() {
      return words.substring(lastBlank() + 1);
    }

    int lastBlank() {
      return Math.max(words.lastIndexOf(' '), words.lastIndexOf('\t'));
    }

    String wordBefore() {
      String[] all = words.substring(0, lastBlank() + 1).strip().split("\\s+", -1);
      return all[all.length - 1];
    }
  }

  private Optional<Call> call(String before) {
    String line = before.substring(before.lastIndexOf('\n') + 1);
    Matcher m = CALL.matcher(line);
    if (!m.find()) {
      return Optional.empty();
    }
    return registry.find(m.group(2)).map(spec -> new Call(spec, m.group(3)));
  }

  private static Optional<Session.Completion> completeWord(Call call, int cursor) {
    String word = call.lastWord();
    int start = cursor - word.length();
    if (word.startsWith("-")) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        String value = word.substring(equals + 1);
        return call.spec.option(word.substring(0, equals)).flatMap(o -> choices(o, value, cursor));
      }
      List<String> matches =
          new ArrayList<>(call.spec.options().stream().map(MagicParameter::word).toList());
      matches.add("--help");
      matches.removeIf(o -> !o.startsWith(word));
      return Optional.of(completion(start, cursor, matches, "option"));
    }
    Optional<MagicParameter> option = call.spec.option(call.wordBefore());
    if (option.isPresent() && !option.get().flag()) {
      return choices(option.get(), word, cursor);
    }
    return call.spec.arguments().stream()
        .map(a -> choices(a, word, cursor))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Session.Completion> choices(MagicParameter p, String word, int cursor) {
    List<String> matches = p.choices().stream().filter(c -> c.startsWith(word)).toList();
    return matches.isEmpty()
        ? Optional.empty()
        : Optional.of(completion(cursor - word.length(), cursor, matches, "value"));
  }

  private static Session.Completion completion(
      int start, int end, List<String> matches, String type) {
    return new Session.Completion(start, end, matches, matches.stream().map(m -> type).toList());
  }

  /// The word of a magic that the cursor is in, which completes as Java.
  Optional<String> inWord(String code, int cursor) {
    return call(code.substring(0, cursor))
        .map(Call::lastWord)
        .map(w -> w.replaceFirst("^--[\\w-]+=", ""));
  }

  /// Help of the magic on whose name or line the cursor is.
  Optional<MimeBundle> inspect(String code, int cursor) {
    int end = cursor;
    while (end < code.length()
        && (Character.isLetterOrDigit(code.charAt(end)) || "_%".indexOf(code.charAt(end)) >= 0)) {
      end++;
    }
    Matcher name = NAME.matcher(code.substring(0, end));
    if (name.find()) {
      return registry.find(name.group(2)).map(s -> MimeBundle.text(s.help()));
    }
    return call(code.substring(0, end))
        .filter(c -> c.lastWord().isEmpty() || c.lastWord().startsWith("-"))
        .map(c -> MimeBundle.text(c.spec.help()));
  }
}
