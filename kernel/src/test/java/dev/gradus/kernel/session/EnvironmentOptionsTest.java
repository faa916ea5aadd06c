package dev.gradus.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.maven.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentOptionsTest {
  @TempDir Path folder;

  private static SessionOptions options(Map<String, String> environment) {
    var plain = SessionOptions.defaults().withExtensions(List.of()).withWarmUp(false);
    return EnvironmentOptions.apply(plain, environment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IJAVA", "JJAVA"})
  void aSessionFollowsEveryVariable(String prefix) throws Exception {
    TestRepository.jar(folder.resolve("one.jar"), "One", "1");
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    Files.writeString(scripts.resolve("a.jshell"), "import lib.One;\nint first = 1;");
    Files.writeString(scripts.resolve("b.jshell"), "int second = first + 1;");
    var environment =
        Map.of(
            prefix + "_CLASSPATH",
            folder + "/*.jar",
            prefix + "_COMPILER_OPTS",
            "--enable-preview --release " + Runtime.version().feature(),
            prefix + "_STARTUP_SCRIPTS_PATH",
            scripts.toString(),
            prefix + "_STARTUP_SCRIPT",
            "int third = second + 1; System.out.println(\"ready\");",
            prefix + "_TIMEOUT",
            "2 SECONDS");
    SessionOptions options = options(environment);
    assertEquals(Duration.ofSeconds(2), options.timeout());
    assertTrue(options.compilerOptions().contains("--enable-preview"));
    try (var cells = new Cells(options.withCompilerOptions(List.of("-Xlint:all")))) {
      String all = cells.eval("One.name() + \" \" + third");
      assertEquals("One 1 3", all, () -> cells.outputs().err());
      assertEquals("ready\n", cells.outputs().out());
      assertEquals("3", cells.eval("third"));
      assertEquals("", cells.outputs().out());
    }
  }

  @Test
  void aCellThatRunsTooLongEndsWithAnErrorThatSaysSo() {
    try (var cells = new Cells(options(Map.of("IJAVA_TIMEOUT", "3000")))) {
      // the first cell of a cold machine compiles for a while
      assertEquals("", cells.eval("int kept = 4;"));
      var failed = cells.fail("int i = 0;\nwhile (true) {\n  i++;\n}");
      assertEquals("TimeoutError", failed.name());
      assertTrue(failed.message().contains("ran longer than 3 seconds"), failed.message());
      assertEquals("4", cells.eval("kept"));
      assertEquals("", cells.eval("Thread.sleep(1600);"));
      assertEquals("", cells.eval("Thread.sleep(1600);"));
    }
  }

  @ParameterizedTest
  @CsvSource({"5000, 5000", "30 SECONDS, 30000", "2minutes, 120000", "-1, 0", "0, 0", "'', 0"})
  void timesAreRead(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), options(Map.of("IJAVA_TIMEOUT", text)).timeout());
  }

  @Test
  void theNewerNameCounts() {
    var both = Map.of("IJAVA_TIMEOUT", "1000", "JJAVA_TIMEOUT", "2000");
    assertEquals(Duration.ofSeconds(2), options(both).timeout());
  }

  @Test
  void optionsWithBlanksAreQuoted() {
    var given = Map.of("IJAVA_COMPILER_OPTS", "-Xlint:all \"-Akey=a b\"");
    assertEquals(List.of("-Xlint:all", "-Akey=a b"), options(given).compilerOptions());
  }

  @Test
  void theFirstCellSaysWhatIsWrong() {
    var environment =
        Map.of(
            "IJAVA_TIMEOUT", "soon",
            "IJAVA_CLASSPATH", "nowhere/*.jar",
            "IJAVA_COMPILER_OPTS", "--no-such-option",
            "IJAVA_STARTUP_SCRIPTS_PATH", "nowhere.jshell",
            "IJAVA_STARTUP_SCRIPT", "int bad = \"text\";");
    try (var cells = new Cells(options(environment))) {
      assertEquals("2", cells.eval("1 + 1"));
      String said = cells.outputs().err();
      for (String part :
          List.of("soon is no time", "no file nowhere", "--no-such-option", "no script nowhere")) {
        assertTrue(said.contains(part), said);
      }
      assertTrue(said.contains("IJAVA_STARTUP_SCRIPT, line 1"), said);
      assertEquals("3", cells.eval("1 + 2"));
      assertEquals("", cells.outputs().err());
    }
  }
}
