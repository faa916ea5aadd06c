package dev.gradus.kernel.notebook;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The two spellings of a parameter: `NAME=VALUE`, and papermill's `NAME VALUE` in two words.
final class ParameterPairs implements IParameterConsumer {
  private static final Pattern PAIR = Pattern.compile("(\\w+)=(.*)", Pattern.DOTALL);

  ParameterPairs() {}

  @Override
  @SuppressWarnings("JdkObsolete") // the signature is the library's
  public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
    if (words.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "-p takes NAME=VALUE, for example -p epochs=3.");
    }
    String word = words.pop();
    Matcher pair = PAIR.matcher(word);
    Map<String, String> values = option.getValue();
    if (pair.matches()) {
      values.put(pair.group(1), pair.group(2));
    } else if (!words.isEmpty() && word.matches("\\w+")) {
      values.put(word, words.pop());
    } else {
      throw new ParameterException(
          command.commandLine(), "-p takes NAME=VALUE, for example -p epochs=3, not: " + word);
    }
  }
}
