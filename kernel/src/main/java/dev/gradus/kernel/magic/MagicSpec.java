package dev.gradus.kernel.magic;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A magic with what its options record declares.
public final class MagicSpec {
  private static final int WIDTH = 79;

  private final Magic<?, ?> magic;
  private final List<MagicParameter> parameters;
  private final Constructor<?> constructor;

  /// Reads the declaration.
  ///
  /// @throws IllegalArgumentException if a component has neither [Arg] nor [Option]
  public MagicSpec(Magic<?, ?> magic) {
    this.magic = magic;
    RecordComponent[] components = magic.options().getRecordComponents();
    var list = new ArrayList<MagicParameter>();
    for (int i = 0; i < components.length; i++) {
      MagicParameter parameter = MagicParameter.of(i, components[i]);
      if (parameter == null) {
        throw new IllegalArgumentException(
            "%" + magic.name() + ": " + components[i].getName() + " needs @Arg or @Option");
      }
      list.add(parameter);
    }
    parameters = List.copyOf(list);
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      constructor = magic.options().getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("%" + magic.name() + ": no options record", e);
    }
  }

  /// The magic.
  public Magic<?, ?> magic() {
    return magic;
  }

  /// The name after `%`.
  public String name() {
    return magic.name();
  }

  /// All components, in order.
  public List<MagicParameter> parameters() {
    return parameters;
  }

  /// The arguments, in order.
  public List<MagicParameter> arguments() {
    return parameters.stream().filter(MagicParameter::positional).toList();
  }

  /// The options, in order.
  public List<MagicParameter> options() {
    return parameters.stream().filter(p -> !p.positional()).toList();
  }

  /// True for a magic that takes the rest of its line as code.
  boolean takesCode() {
    return parameters.stream().anyMatch(MagicParameter::code);
  }

  /// True if its value is that of its code.
  boolean returnsCode() {
    return takesCode() && magic.resultType() == Object.class;
  }

  /// The option of a name as written, `--epochs`.
  public Optional<MagicParameter> option(String word) {
    return options().stream()
        .filter(p -> p.word().equals(word) || (!p.letter().isEmpty() && p.letter().equals(word)))
        .findFirst();
  }

  Constructor<?> constructor() {
    return constructor;
  }

  /// The result type as it can be written in a cell.
  String resultTypeName() {
    Class<?> type = magic.resultType();
    boolean visible = type.getCanonicalName() != null && Modifier.isPublic(type.getModifiers());
    return visible ? type.getCanonicalName() : "Object";
  }

  /// One line: how the magic is written.
  public String usage() {
    return (call() + " " + String.join(" ", usageWords())).strip();
  }

  private String call() {
    return (magic.line() ? "%" : "%%") + name();
  }

  /// The parameters as the usage shows them, each in one piece.
  private List<String> usageWords() {
    var words = new ArrayList<String>();
    for (MagicParameter p : arguments()) {
      String word = p.list() ? p.word() + "..." : p.word();
      words.add(p.optional() ? "[" + word + "]" : word.toUpperCase(java.util.Locale.ROOT));
    }
    for (MagicParameter p : options()) {
      words.add("[" + p.word() + (p.flag() ? "]" : " X]"));
    }
    return words;
  }

  /// The usage in lines that fit a cell's output, the later ones below the first parameter.
  private String wrappedUsage() {
    var text = new StringBuilder();
    var line = new StringBuilder(call());
    for (String word : usageWords()) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(" ".repeat(call().length()));
      }
      line.append(' ').append(word);
    }
    return text.append(line).toString();
  }

  /// Usage, summary and a line per argument and option.
  public String help() {
    var text =
        new StringBuilder(wrappedUsage()).append("\n\n").append(magic.summary()).append('\n');
    int width = parameters.stream().mapToInt(p -> p.shown().length()).max().orElse(0);
    for (MagicParameter p : parameters) {
      text.append("\n  ").append(p.shown()).append(" ".repeat(width - p.shown().length() + 2));
      text.append(p.help());
      var notes = new ArrayList<String>();
      if (!p.choices().isEmpty()) {
        notes.add("one of " + String.join(", ", p.choices()));
      }
      if (!p.byDefault().isEmpty()) {
        notes.add("default " + p.byDefault());
      }
      if (!notes.isEmpty()) {
        text.append(" (").append(String.join("; ", notes)).append(')');
      }
    }
    return text.toString().stripTrailing();
  }
}
