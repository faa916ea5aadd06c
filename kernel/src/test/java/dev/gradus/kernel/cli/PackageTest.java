package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The zip file, unpacked and started with nothing but a java.
@Timeout(120)
@Isolated("changes the time zone")
class PackageTest {
  private static final String NOTEBOOK =
      """
      {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
        "execution_count": null, "source": "int x = 20;\\nx + 22"}],
       "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir static Path folder;
  private static Path zip;
  private static Path home;

  record Ran(int code, String out, String err) {}

  @BeforeAll
  static void pack() throws IOException {
    Files.writeString(folder.resolve("LICENSE"), "licence");
    Files.writeString(folder.resolve("README.md"), "read me");
    zip = packed("a.zip");
    home = folder.resolve("un packed").resolve("gradus-" + GradusVersion.current());
    unpack();
  }

  private static Path packed(String name) {
    Path file = folder.resolve("out").resolve(name);
    var said = new StringWriter();
    var line = GradusCommand.commandLine().setErr(new PrintWriter(said));
    line.setOut(new PrintWriter(new StringWriter()));
    int code = line.execute("package", "-o", file.toString(), "--documents", folder.toString());
    assertEquals(0, code, said.toString());
    return file;
  }

  @Test
  void theUsersFolderReplacesThatOfTheLauncher() throws IOException {
    Path own = folder.resolve("own");
    var line = GradusCommand.commandLine().setOut(new PrintWriter(new StringWriter()));
    String launchers = folder.resolve("launchers").toString();
    assertEquals(
        0, line.execute("package", "--output-dir", launchers, "--output-dir", own.toString()));
    assertTrue(Files.exists(own.resolve("gradus-" + GradusVersion.current() + ".zip")));
    assertFalse(Files.exists(Path.of(launchers)));
  }

  private static void unpack() throws IOException {
    var settings = Map.of("enablePosixFileAttributes", "true");
    try (var files = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), settings);
        var tree = Files.walk(files.getPath("/"))) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve("un packed").resolve(file.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
        if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
        }
      }
    }
  }

  private Ran start(Map<String, String> environment, List<String> command) throws Exception {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "");
    builder.environment().putAll(environment);
    var err = folder.resolve("err").toFile();
    var process = builder.redirectError(err).start();
    try {
      process.getOutputStream().close();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return new Ran(process.exitValue(), out, Files.readString(err.toPath()));
    } finally {
      process.destroyForcibly();
    }
  }

  private Ran java(List<String> flags, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(InstallCommand.java().toString()));
    command.addAll(flags);
    command.addAll(List.of("-jar", home.resolve("gradus.jar").toString()));
    command.addAll(List.of(arguments));
    return start(Map.of(), command);
  }

  private static final String MODULES =
      "java.desktop,java.logging,java.management,java.naming,java.sql,java.xml,jdk.unsupported,jdk.zipfs";

  @Test
  void aNotebookRunsWithNothingButJava() throws Exception {
    Path notebook = Files.writeString(folder.resolve("n.ipynb"), NOTEBOOK);
    Ran ran = java(List.of(), "run", notebook.toString());
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.err());
    assertTrue(Files.readString(folder.resolve("executed/n.ipynb")).contains("\"42\""));
    assertTrue(Files.readString(folder.resolve("executed/n.html")).contains(">42</pre>"));
  }

  @Test
  void theSameApplicationGivesTheSameBytesInAnyTimeZone() throws Exception {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      assertArrayEquals(Files.readAllBytes(zip), Files.readAllBytes(packed("b.zip")));
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void holdsScriptsAndDocuments() throws Exception {
    try (var files = Files.list(home)) {
      assertEquals(
          List.of("LICENSE", "README.md", "gradus", "gradus.cmd", "gradus.jar", "lib"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    String cmd = Files.readString(home.resolve("gradus.cmd"));
    assertEquals(
        cmd.lines().count(), cmd.split("\r\n", -1).length - 1, "lines end as Windows does");
    assertTrue(cmd.contains("%GRADUS_HOME%\\bin\\java.exe") && cmd.contains("%%~$PATH:i"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptFindsJava() throws Exception {
    Path script = home.resolve("gradus");
    assertEquals(
        PosixFilePermissions.fromString("rwxr-xr-x"), Files.getPosixFilePermissions(script));
    Path link = Files.createSymbolicLink(folder.resolve("link"), script);
    Path jdk = Path.of(System.getProperty("java.home"));
    var ran = start(Map.of("JAVA_HOME", jdk.toString()), List.of(script.toString(), "version"));
    assertTrue(ran.out().startsWith("gradus " + GradusVersion.current()), ran.toString());
    assertEquals("", ran.err());
    String path = jdk.resolve("bin") + ":/usr/bin:/bin";
    ran = start(Map.of("PATH", path), List.of(link.toString(), "version"));
    assertEquals(0, ran.code(), ran.toString());
    ran = start(Map.of("JAVA_HOME", "/none"), List.of(script.toString(), "version"));
    assertEquals(5, ran.code());
    assertTrue(ran.err().startsWith("Gradus needs a JDK 25 or newer"), ran.err());
  }

  @Test
  void aRuntimeWithoutCompilerIsNamed() throws Exception {
    Ran ran = java(List.of("--limit-modules", MODULES), "run", "n.ipynb");
    assertEquals(5, ran.code(), ran.toString());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("lacks jdk.compiler and jdk.jshell; get a JDK"), ran.err());
    ran = java(List.of("--limit-modules", MODULES), "doctor");
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("no jshell"), ran.out());
    assertFalse(ran.err().contains("Exception"), ran.err());
  }

  @Test
  void installsItself() throws Exception {
    Path prefix = folder.resolve("prefix");
    Ran ran = java(List.of(), "install", "--no-cache", "--prefix", prefix.toString());
    assertEquals(0, ran.code(), ran.toString());
    var kernel = new KernelSpec(prefix.resolve("share/jupyter/kernels/gradus"));
    assertTrue(kernel.launcher().orElseThrow().startsWith(prefix), kernel.command().toString());
  }
}
