package dev.gradus.magics.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script, in a project of its own with a Maven and JDKs made of shell scripts.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String MVN =
      """
      #!/bin/sh
      if [ "$1" = --version ]; then echo "Apache Maven ${FAKE_MAVEN:-3.9.9}"; exit 0; fi
      echo "$JAVA_HOME: $*" >> "$CALLS"
      sleep "${FAKE_SECONDS:-0}"
      if [ -n "$FAKE_LOG" ]; then printf '%s\\n' "$FAKE_LOG"; exit 1; fi
      mkdir -p magics/target/quick/app
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      echo "home=$(dirname "$(dirname "$0")") data=$GRADUS_DATA dir=$PWD"
      for arg; do echo "arg=$arg"; done
      echo "a word" >&2
      exit "${FAKE_EXIT:-0}"
      """;

  @TempDir Path dir;
  private Path project;
  private Path home;

  record Ran(int code, String out, String err) {}

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectories(dir.resolve("a project"));
    home = Files.createDirectories(dir.resolve("home"));
    Files.copy(Path.of("..", "gradus"), project.resolve("gradus"));
    executable(project.resolve("gradus"));
    for (var module : List.of("engine", "kernel", "magics")) {
      write("a project/" + module + "/pom.xml", module);
      write("a project/" + module + "/src/main/java/A.java", "class A {}");
    }
    write("a project/pom.xml", "parent");
    write("a project/.mvn/jvm.config", "");
    executable(write("tools/mvn", MVN));
    jdk("jdk-25", "25.0.1");
  }

  @Test
  void withoutArgumentsTellsTheCommands() throws Exception {
    var ran = gradus(dir, Map.of());
    assertEquals(0, ran.code());
    assertTrue(ran.out().startsWith("Usage: ./gradus COMMAND"), ran.out());
    assertEquals(List.of(), calls());
  }

  @Test
  void buildsOnceAndAgainOnlyWhenSourcesChange() throws Exception {
    assertTrue(gradus(dir, Map.of(), "repl").err().contains("Building Gradus (first use)"));
    gradus(dir, Map.of(), "repl");
    assertEquals(1, calls().size());
    write("a project/engine/src/main/java/A.java", "class A { }");
    assertTrue(gradus(dir, Map.of(), "repl").err().contains("sources have changed"));
    Files.delete(project.resolve("kernel/src/main/java/A.java"));
    gradus(dir, Map.of(), "repl");
    assertEquals(3, calls().size());
    write("a project/engine/src/main/java/.A.java.swp", "an editor's");
    gradus(dir, Map.of(), "repl");
    assertEquals(3, calls().size());
    assertTrue(calls().getFirst().contains("-Dquick"), calls().getFirst());
  }

  @Test
  void startsJavaWithTheArgumentsInTheCallersFolder() throws Exception {
    gradus(dir, Map.of(), "build");
    var ran = gradus(home, Map.of("FAKE_EXIT", "7"), "run", "a notebook.ipynb");
    assertEquals(7, ran.code());
    assertTrue(ran.out().contains("dir=" + home.toRealPath()), ran.out());
    assertTrue(ran.out().contains("GradusMain\narg=run\narg=a notebook.ipynb\n"), ran.out());
  }

  @Test
  void takesTheOptionsThatUseTheStartUpCache() throws Exception {
    gradus(dir, Map.of(), "build");
    var app = project.resolve("magics/target/app");
    var jar = app.toRealPath().resolve("gradus.jar");
    Files.writeString(app.resolve("cached.options"), "\"-jar\"\n\"" + jar + "\"\n");
    var ran = gradus(home, Map.of(), "run", "a.ipynb");
    String expected = "arg=@" + app.toRealPath().resolve("cached.options") + "\narg=run\n";
    assertTrue(ran.out().contains(expected), ran.out());
  }

  @Test
  void leavesTheOptionsOfAnotherFolder() throws Exception {
    gradus(dir, Map.of(), "build");
    var app = project.resolve("magics/target/app");
    Files.writeString(app.resolve("cached.options"), "\"-jar\"\n\"/elsewhere/gradus.jar\"\n");
    var ran = gradus(home, Map.of(), "run", "a.ipynb");
    assertFalse(ran.out().contains("cached.options"), ran.out());
  }

  @Test
  void saysNothingOfItsOwnWhenAllIsBuilt() throws Exception {
    gradus(dir, Map.of(), "build");
    assertEquals("a word\n", gradus(dir, Map.of(), "repl").err());
  }

  @Test
  void worksThroughASymlink() throws Exception {
    var link = Files.createSymbolicLink(dir.resolve("link"), project.resolve("gradus"));
    assertEquals(0, run(home, Map.of(), link.toString(), "repl").code());
  }

  @Test
  void twoShellsBuildOnce() throws Exception {
    var slow = Map.of("FAKE_SECONDS", "1");
    var first = start(dir, slow, project.resolve("gradus").toString(), "repl");
    var second = start(dir, slow, project.resolve("gradus").toString(), "repl");
    assertEquals(0, finish(first).code());
    assertEquals(0, finish(second).code());
    assertEquals(1, calls().size());
  }

  @Test
  void dataFolderBecomesAbsolute() throws Exception {
    gradus(dir, Map.of(), "build");
    Files.createDirectories(home.resolve("my data"));
    var ran = gradus(home, Map.of("GRADUS_DATA", "my data"), "repl");
    assertTrue(ran.out().contains("data=" + home.resolve("my data") + " "), ran.out());
  }

  @Test
  void dataThatIsNoFolderFails() throws Exception {
    var ran = gradus(dir, Map.of("GRADUS_DATA", "nowhere"), "test");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("GRADUS_DATA is 'nowhere', which is no folder"), ran.err());
    assertEquals(1, ran.err().lines().count());
  }

  @Test
  void prefersJavaHomeIfItIsNewEnough() throws Exception {
    gradus(dir, Map.of(), "build");
    var newer = jdk("jdk-26", "26");
    var old = jdk("jdk-17", "17.0.2");
    assertTrue(gradus(dir, Map.of("JAVA_HOME", newer), "x").out().contains("home=" + newer));
    var fallback = gradus(dir, Map.of("JAVA_HOME", old), "x").out();
    assertTrue(fallback.contains("home=" + dir.toRealPath().resolve("jdk-25")), fallback);
  }

  @Test
  void picksTheNewestOfTheUsualFolders() throws Exception {
    gradus(dir, Map.of(), "build");
    Files.delete(dir.resolve("jdk-25/bin/java"));
    jdk("home/.jdks/a", "97.0.9");
    var newest = jdk("home/.jdks/b", "97.0.10");
    jdk("home/.jdks/c", "97-ea");
    Files.delete(Path.of(jdk("home/.jdks/runtime-only", "98"), "bin/javac"));
    assertTrue(gradus(dir, Map.of(), "x").out().contains("home=" + newest));
  }

  @Test
  void tooOldMavenIsNamed() throws Exception {
    var ran = gradus(dir, Map.of("FAKE_MAVEN", "3.6.3"), "repl");
    assertEquals(5, ran.code());
    assertTrue(ran.err().contains("Maven 3.8 or newer is needed"), ran.err());
    assertTrue(ran.err().contains("is 3.6.3"), ran.err());
  }

  @Test
  void failedBuildShowsTheErrors() throws Exception {
    var log =
        """
        [INFO] Scanning
        [ERROR] COMPILATION ERROR :
        [ERROR] %s/A.java:[1,2] cannot find symbol
        [ERROR] Failed to execute goal x:compile on project y: Compilation failure
        [ERROR] %s/A.java:[1,2] cannot find symbol
        [ERROR]   symbol: class Foo
        [ERROR] -> [Help 1]
        [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
        """
            .replace("%s", project.toRealPath().toString());
    var ran = gradus(dir, Map.of("FAKE_LOG", log), "repl");
    assertEquals(6, ran.code());
    var lines = ran.err().lines().toList();
    assertEquals("gradus: the build failed:", lines.get(1));
    assertEquals("A.java:[1,2] cannot find symbol", lines.get(2));
    assertEquals("  symbol: class Foo", lines.get(3));
    assertTrue(lines.get(4).startsWith("The whole log: "), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void lostNetworkIsNamed() throws Exception {
    var log = "[ERROR] Could not transfer artifact a:b:jar:1 from/to central: Unknown host";
    var ran = gradus(dir, Map.of("FAKE_LOG", log), "repl");
    assertEquals(6, ran.code());
    assertTrue(ran.err().contains("Maven could not download"), ran.err());
  }

  @Test
  void packageGoesToTheTargetFolder() throws Exception {
    var ran = gradus(home, Map.of(), "package", "-o", "x.zip");
    assertEquals(0, ran.code(), ran.err());
    var root = project.toRealPath();
    assertTrue(
        ran.out()
            .contains(
                """
                arg=package
                arg=--documents
                arg=%s
                arg=--output-dir
                arg=%s/target
                arg=-o
                arg=x.zip
                """
                    .formatted(root, root)),
        ran.out());
  }

  @Test
  void testRunsAllOfMavensChecks() throws Exception {
    assertEquals(0, gradus(home, Map.of(), "test", "-Pfull").code());
    assertTrue(calls().getFirst().endsWith("verify -Pfull"), calls().getFirst());
  }

  private Ran gradus(Path from, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(project.resolve("gradus").toString()));
    command.addAll(List.of(arguments));
    return run(from, environment, command.toArray(String[]::new));
  }

  private Ran run(Path from, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return finish(start(from, environment, command));
  }

  private Process start(Path from, Map<String, String> environment, String... command)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(from.toFile());
    var all = builder.environment();
    all.keySet().removeIf(k -> k.startsWith("GRADUS") || k.startsWith("MAVEN"));
    all.remove("JAVA_HOME");
    all.put("HOME", home.toString());
    all.put("PATH", dir.resolve("jdk-25/bin") + ":" + dir.resolve("tools") + ":/usr/bin:/bin");
    all.put("CALLS", dir.resolve("calls").toString());
    all.putAll(environment);
    return builder.start();
  }

  private static Ran finish(Process process) throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      return new Ran(process.exitValue(), out, err);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> calls() throws IOException {
    var file = dir.resolve("calls");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private String jdk(String name, String version) throws IOException {
    executable(write(name + "/bin/java", JAVA));
    executable(write(name + "/bin/javac", "#!/bin/sh\n"));
    write(name + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    return dir.resolve(name).toString();
  }

  private Path write(String path, String text) throws IOException {
    var file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
