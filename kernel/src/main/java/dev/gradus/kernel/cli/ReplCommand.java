package dev.gradus.kernel.cli;

import dev.gradus.kernel.repl.PipedRepl;
import dev.gradus.kernel.repl.TerminalRepl;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus repl`: Java and magics at a terminal.
@Command(
    name = "repl",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Java and magics as you type them.",
      "With -c, or with input that is no terminal, it runs what it is given without a prompt and"
          + " ends at the first cell that fails."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything ran (or what /exit was given)",
      "1:with -c or piped input, a cell failed",
      "2:a wrong option",
      "130:with -c or piped input, stopped with Ctrl-C"
    })
final class ReplCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--code"},
      paramLabel = "CODE",
      description = "run this and end")
  private @Nullable String code;

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "jars and folders that the code sees, separated as in java -cp")
  private String classPath = "";

  @Option(names = "--no-history", description = "neither read nor write the history file")
  private boolean noHistory;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// JLine reports small troubles to java.util.logging, whose default is the user's screen. A
  /// logger that nobody holds forgets its level.
  private final Logger quiet = Logger.getLogger("org.jline");

  @Override
  public Integer call() throws IOException {
    quiet.setLevel(Level.OFF);
    boolean atTerminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    if (code != null || !atTerminal) {
      return piped();
    }
    try (Terminal terminal = TerminalBuilder.builder().name("gradus").system(true).build()) {
      return new TerminalRepl(terminal, this::open, history(), banner()).run();
    }
  }

  private Session open() {
    List<Path> paths =
        Stream.of(classPath.split(Pattern.quote(File.pathSeparator), -1))
            .filter(path -> !path.isBlank())
            .map(Path::of)
            .toList();
    return Sessions.open(SessionOptions.defaults().withClassPath(paths));
  }

  private @Nullable Path history() throws IOException {
    if (noHistory) {
      return null;
    }
    Path folder = UserFolders.current().data();
    Files.createDirectories(folder);
    return folder.resolve("repl_history");
  }

  private static String banner() {
    return "Gradus "
        + GradusVersion.current()
        + ", Java "
        + Runtime.version().feature()
        + ". /help lists the commands, %lsmagic the magics; Ctrl-D ends.";
  }

  private int piped() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var in = new BufferedReader(new InputStreamReader(System.in, inputCharset()));
    try (var repl = new PipedRepl(this::open, in, out, err)) {
      InterruptSignal.handle(repl::interrupt);
      return code == null ? repl.runAll() : repl.run(Objects.requireNonNull(code));
    }
  }

  private static Charset inputCharset() {
    String named = System.getProperty("stdin.encoding");
    return named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
  }
}
