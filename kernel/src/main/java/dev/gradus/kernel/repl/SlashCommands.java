package dev.gradus.kernel.repl;

import dev.gradus.kernel.display.Renderers;
import dev.gradus.kernel.display.TextTable;
import dev.gradus.kernel.magic.Nearest;
import dev.gradus.kernel.notebook.Notebook;
import dev.gradus.kernel.notebook.NotebookCell;
import dev.gradus.kernel.notebook.NotebookException;
import dev.gradus.kernel.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The commands of the terminal itself: a line that starts with `/` and a letter.
final class SlashCommands {
  /// Names with what they take and do, in the order of the help.
  static final Map<String, String> NAMES = names();

  private static final Pattern COMMAND = Pattern.compile("/[a-zA-Z?]\\w*(?:\\s[^\\n]*)?\\s*");
  private static final int WIDTH = 60;

  private final ReplSession repl;
  private final Supplier<List<String>> history;

  SlashCommands(ReplSession repl, Supplier<List<String>> history) {
    this.repl = repl;
    this.history = history;
  }

  private static Map<String, String> names() {
    var names = new LinkedHashMap<String, String>();
    names.put("/exit", "[CODE]  end, with this exit code (Ctrl-D ends too)");
    names.put("/help", "        this list; %lsmagic lists the magics");
    names.put("/vars", "        the variables of the session");
    names.put("/history", "     what was typed, in this session and before");
    names.put("/reset", "       forget all variables, methods, classes and imports");
    names.put("/open", "FILE    run a file of Java, or the code cells of a notebook");
    return names;
  }

  /// Whether the text is a command. No Java starts like this: comments have `//` or `/*`.
  static boolean isCommand(String text) {
    return COMMAND.matcher(text.strip()).matches();
  }

  /// Runs a command.
  ///
  /// @return the exit code, if the command ends the terminal
  OptionalInt run(String line) {
    String[] words = line.strip().split("\\s+", 2);
    String argument = words.length > 1 ? words[1].strip() : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "/exit", "/quit" -> {
        return exit(argument);
      }
      case "/help", "/?" -> repl.print(help());
      case "/vars" -> repl.print(variables());
      case "/history" -> history.get().forEach(repl::print);
      case "/reset" -> {
        repl.reset();
        repl.print("A new session: nothing is defined.");
      }
      case "/open" -> open(argument);
      default ->
          repl.complain(
              "There is no command "
                  + words[0]
                  + "."
                  + Nearest.hint(words[0], NAMES.keySet(), "")
                  + " /help lists them.");
    }
    return OptionalInt.empty();
  }

  private OptionalInt exit(String argument) {
    if (argument.isEmpty()) {
      return OptionalInt.of(0);
    }
    if (argument.matches("\\d{1,3}") && Integer.parseInt(argument) < 256) {
      return OptionalInt.of(Integer.parseInt(argument));
    }
    repl.complain("/exit takes a code from 0 to 255, not '" + argument + "'.");
    return OptionalInt.empty();
  }

  private static String help() {
    var text = new StringBuilder("Java and magics run when they are complete; more lines follow");
    text.append(" an open bracket.\nTab completes, Ctrl-C stops what runs, Ctrl-D ends.\n");
    NAMES.forEach((name, what) -> text.append("  ").append(name).append(' ').append(what + "\n"));
    return text.toString();
  }

  private String variables() {
    Session session = repl.session();
    Renderers renderers = session.attribute(Renderers.class, Renderers::load);
    var rows = new ArrayList<List<String>>();
    for (Session.Variable variable : session.variables()) {
      String text = renderers.render(variable.value()).plain().replaceAll("\\s+", " ").strip();
      String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 3) + "..." : text;
      rows.add(List.of(variable.name(), variable.type(), cut));
    }
    return rows.isEmpty()
        ? "There are no variables yet."
        : renderers.render(new TextTable(List.of("name", "type", "value"), rows)).plain();
  }

  private void open(String name) {
    if (name.isEmpty()) {
      repl.complain("/open takes a file of Java or a notebook (.ipynb).");
      return;
    }
    try {
      for (String code : cells(Path.of(name))) {
        if (!repl.run(code).ok()) {
          return;
        }
      }
    } catch (IOException | InvalidPathException | NotebookException e) {
      repl.complain("Cannot read " + name + ": " + reason(e) + ".");
    }
  }

  private static String reason(Exception e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "there is no such file";
      case java.nio.charset.CharacterCodingException _ -> "it is not UTF-8 text";
      default -> String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    };
  }

  private static List<String> cells(Path file) throws IOException {
    if (file.toString().endsWith(".ipynb")) {
      return Notebook.read(file).cells().stream()
          .filter(NotebookCell::runs)
          .map(NotebookCell::source)
          .toList();
    }
    return List.of(Files.readString(file));
  }
}
