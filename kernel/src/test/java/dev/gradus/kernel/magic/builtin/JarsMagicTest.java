package dev.gradus.kernel.magic.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.maven.TestRepository;
import dev.gradus.kernel.session.Cells;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `%jars` and `%classpath`.
class JarsMagicTest {
  @TempDir Path folder;
  private final Cells cells = new Cells();

  @AfterEach
  void close() {
    cells.close();
  }

  @Test
  void patternsAndFoldersAddJars() throws Exception {
    TestRepository.jar(folder.resolve("one.jar"), "One", "1");
    TestRepository.jar(folder.resolve("two.jar"), "Two", "1");
    Files.writeString(folder.resolve("notes.txt"), "no jar");
    assertEquals("One 1", cells.eval("%jars " + folder + "/o*.jar\nimport lib.One;\nOne.name()"));
    assertEquals("Added 1 jar: two.jar", cells.eval("%jars " + folder));
    assertEquals("already there", cells.eval("%jars " + folder));
    assertEquals("Two 1", cells.eval("lib.Two.name()"));
    assertTrue(cells.fail("%jars nowhere/*.jar").message().contains("there is no jar"));
    assertTrue(cells.fail("%jars").message().contains("name a jar"));
  }

  @Test
  void theClassPathTakesFoldersOfClassesAndPrints() throws Exception {
    assertEquals("nothing was added to the class path", cells.eval("%classpath"));
    Path jar = folder.resolve("one.jar");
    TestRepository.jar(jar, "One", "1");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    try (var file = new java.util.jar.JarFile(jar.toFile())) {
      Files.createDirectories(classes.resolve("lib"));
      Files.copy(
          file.getInputStream(file.getEntry("lib/One.class")), classes.resolve("lib/One.class"));
    }
    assertEquals(classes.toString(), cells.eval("%classpath " + classes));
    assertEquals("One 1", cells.eval("lib.One.name()"));
    assertEquals(classes + "\n" + jar, cells.eval("%classpath " + folder + "/*.jar"));
    assertTrue(cells.fail("%classpath nowhere").message().contains("there is no file"));
  }
}
