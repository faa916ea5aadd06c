package dev.gradus.engine.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Everything public in the engine has a documentation comment: types, methods, constructors,
/// constants, and each component of a record. Internal packages are not for users and left out.
class DocumentedTest {
  static Comments comments() throws IOException {
    try (var files = Files.walk(Path.of("src", "main", "java"))) {
      return Comments.of(
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !f.toString().replace('\\', '/').contains("/internal/"))
              .toList());
    }
  }

  @Test
  void nothingPublicIsWithoutAComment() throws IOException {
    var comments = comments();
    assertTrue(comments.types().size() > 200, "too few to be all: " + comments.types().size());
    assertEquals(new TreeSet<String>(), comments.missing());
  }
}
