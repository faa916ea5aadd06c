package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void countsEdits() {
    assertEquals(0, Spelling.edits("mnist", "mnist"));
    assertEquals(2, Spelling.edits("mnits", "mnist"));
    assertEquals(3, Spelling.edits("kitten", "sitting"));
    assertEquals(5, Spelling.edits("", "mnist"));
  }

  @Test
  void findsTheNearestUnlessAllAreFar() {
    var words = List.of("digits", "mnist");
    assertEquals(Optional.of("mnist"), Spelling.nearest("minst", words));
    assertEquals(Optional.of("digits"), Spelling.nearest("digit", words));
    assertEquals(Optional.empty(), Spelling.nearest("shakespeare", words));
  }
}
