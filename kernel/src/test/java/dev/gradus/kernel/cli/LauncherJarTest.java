package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherJarTest {
  private static final ClassDesc MAIN = ClassDesc.of("dev.gradus.kernel.cli.LauncherJarTest$Main");

  @TempDir Path folder;

  /// What the launcher starts here.
  public static final class Main {
    private Main() {}

    public static void main(String[] args) {
      System.out.print("started with " + String.join(",", args));
      System.exit(7);
    }
  }

  private String run(int needed, int code) throws Exception {
    Path type = folder.resolve("dev/gradus/Start.class");
    Files.createDirectories(type.getParent());
    Files.write(type, LauncherJar.startClass(needed, MAIN));
    String path = folder + java.io.File.pathSeparator + System.getProperty("java.class.path");
    var process =
        new ProcessBuilder(
                InstallCommand.java().toString(), "-cp", path, "dev.gradus.Start", "a", "b")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), said);
    return said;
  }

  @Test
  void aJavaThatIsNewEnoughStartsTheProgram() throws Exception {
    assertEquals("started with a,b", run(25, 7));
  }

  @Test
  void anOlderOneIsNamedInASentence() throws Exception {
    String said = run(99, 5).strip();
    assertEquals(
        "Gradus needs a JDK 99 or newer, but this is Java "
            + System.getProperty("java.version")
            + " in "
            + System.getProperty("java.home")
            + "; get one from https://adoptium.net and start Gradus with its java.",
        said);
  }

  @Test
  void everyJavaSinceEightCanReadTheClass() {
    var type = ClassFile.of().parse(LauncherJar.startClass(25, MAIN));
    assertEquals(52, type.majorVersion());
    assertTrue(ClassFile.of().verify(type).isEmpty());
  }

  @Test
  void theManifestNamesWhatIsNeeded() throws Exception {
    byte[] bytes = LauncherJar.bytes(List.of("lib/a b.jar", "lib/c.jar"), "x.Main");
    try (var jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
      var main = jar.getManifest().getMainAttributes();
      assertEquals("dev.gradus.Start", main.getValue("Main-Class"));
      assertEquals("lib/a%20b.jar lib/c.jar", main.getValue("Class-Path"));
      assertEquals("java.base/jdk.internal.module", main.getValue("Add-Exports"));
    }
    assertArrayEquals(bytes, LauncherJar.bytes(List.of("lib/a b.jar", "lib/c.jar"), "x.Main"));
  }
}
