package dev.gradus.kernel.session;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// The environment variables of IJava and of JJava, its continuation: each is read as `IJAVA_X` or
/// as `JJAVA_X`; of two, the second counts.
///
/// | variable | meaning |
/// |---|---|
/// | `IJAVA_COMPILER_OPTS` | options of the Java compiler, with blanks between |
/// | `IJAVA_TIMEOUT` | how long a cell may run: milliseconds, or `30 SECONDS`; under 1, no limit |
/// | `IJAVA_CLASSPATH` | jars and folders, patterns allowed, with `:` between |
/// | `IJAVA_STARTUP_SCRIPTS_PATH` | scripts, folders of scripts or patterns, with `:` between |
/// | `IJAVA_STARTUP_SCRIPT` | code that runs after them |
///
/// A variable that cannot be followed never keeps a session from starting: the first cell says what
/// is wrong with it.
public final class EnvironmentOptions {
  private static final Pattern TIME = Pattern.compile("\\s*(-?\\d{1,15})\\s*([A-Za-z]*)\\s*");
  private static final Pattern OPTION = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private final Map<String, String> environment;
  private final List<StartUpScript> scripts = new ArrayList<>();

  private EnvironmentOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /// The options with what the variables say.
  public static SessionOptions apply(SessionOptions options, Map<String, String> environment) {
    return new EnvironmentOptions(environment).apply(options);
  }

  private SessionOptions apply(SessionOptions options) {
    var classPath = new ArrayList<>(options.classPath());
    classPath.addAll(classPath());
    var compiler = new ArrayList<>(options.compilerOptions());
    compiler.addAll(compilerOptions());
    Duration timeout = timeout();
    scripts();
    var startUp = new ArrayList<>(options.startUp());
    startUp.addAll(scripts);
    return options
        .withClassPath(classPath)
        .withCompilerOptions(compiler)
        .withStartUp(startUp)
        .withTimeout(timeout.isZero() ? options.timeout() : timeout);
  }

  private String name(String end) {
    return environment.containsKey("JJAVA_" + end) ? "JJAVA_" + end : "IJAVA_" + end;
  }

  private String value(String end) {
    return environment.getOrDefault(name(end), "");
  }

  /// The parts of a variable that is a list of paths.
  private List<String> paths(String end) {
    return Arrays.stream(value(end).split(Pattern.quote(File.pathSeparator), -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private List<Path> classPath() {
    var found = new ArrayList<Path>();
    for (String pattern : paths("CLASSPATH")) {
      try {
        List<Path> files = PathPatterns.find(pattern);
        if (files.isEmpty()) {
          complain(name("CLASSPATH") + ": there is no file " + pattern + ".");
        }
        found.addAll(files);
      } catch (IOException | RuntimeException e) {
        complain(name("CLASSPATH") + ": " + pattern + " cannot be read: " + e.getMessage());
      }
    }
    return found;
  }

  private List<String> compilerOptions() {
    var given = new ArrayList<String>();
    Matcher words = OPTION.matcher(value("COMPILER_OPTS"));
    while (words.find()) {
      given.add(words.group().replaceAll("^([\"'])(.*)\\1$", "$2"));
    }
    if (given.isEmpty()) {
      return given;
    }
    try {
      // a compiler that refuses its options would refuse every cell
      var _ =
          ToolProvider.getSystemJavaCompiler()
              .getTask(Writer.nullWriter(), null, _ -> {}, given, null, null);
      return given;
    } catch (IllegalArgumentException | IllegalStateException e) {
      complain(name("COMPILER_OPTS") + ": " + e.getMessage() + ". The options are left out.");
      return List.of();
    }
  }

  private Duration timeout() {
    String text = value("TIMEOUT");
    if (text.isBlank()) {
      return Duration.ZERO;
    }
    Matcher m = TIME.matcher(text);
    try {
      if (m.matches()) {
        String unit = m.group(2).toUpperCase(Locale.ROOT);
        Duration time =
            Duration.of(
                Long.parseLong(m.group(1)),
                switch (unit) {
                  case "", "MILLISECONDS" -> ChronoUnit.MILLIS;
                  case "MICROSECONDS" -> ChronoUnit.MICROS;
                  case "NANOSECONDS" -> ChronoUnit.NANOS;
                  default -> ChronoUnit.valueOf(unit);
                });
        return time.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ZERO : time;
      }
    } catch (ArithmeticException | IllegalArgumentException | java.time.DateTimeException e) {
      // not a time: said below
    }
    complain(
        name("TIMEOUT")
            + ": "
            + text
            + " is no time. Give milliseconds, as 5000, or a unit, as 30 SECONDS.");
    return Duration.ZERO;
  }

  private void scripts() {
    for (String pattern : paths("STARTUP_SCRIPTS_PATH")) {
      try {
        List<Path> files = PathPatterns.findFiles(pattern);
        if (files.isEmpty()) {
          complain(name("STARTUP_SCRIPTS_PATH") + ": there is no script " + pattern + ".");
        }
        for (Path file : files) {
          scripts.add(new StartUpScript(file.getFileName().toString(), Files.readString(file)));
        }
      } catch (IOException | RuntimeException e) {
        complain(name("STARTUP_SCRIPTS_PATH") + ": " + pattern + ": " + e.getMessage());
      }
    }
    if (!value("STARTUP_SCRIPT").isBlank()) {
      scripts.add(new StartUpScript(name("STARTUP_SCRIPT"), value("STARTUP_SCRIPT")));
    }
  }

  /// The first cell shows the sentence.
  private void complain(String sentence) {
    String text = sentence.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    scripts.add(new StartUpScript("environment", "System.err.println(\"" + text + "\");"));
  }
}
