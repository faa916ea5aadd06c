package dev.gradus.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"org.a:b-c:1.0", "g:a:zip:1", "g:a:jar:natives-linux:2.0", "g:a:[1.0,2.0)"})
  void areReadAndWritten(String text) {
    assertEquals(text, Coordinates.parse(text).toString());
  }

  @Test
  void anEmptyClassifierIsNone() {
    assertEquals(new Coordinates("g", "a", "jar", "", "1"), Coordinates.parse("g:a:jar::1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"guava", "a:b:c:d:e:f", "g:a:", ":a:1", "g a:1", ""})
  void othersAreRefusedWithTheForm(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> Coordinates.parse(text));
    assertTrue(String.valueOf(e.getMessage()).contains("group:artifact:version"), e.toString());
  }

  @Test
  void aMissingVersionIsNamed() {
    var e = assertThrows(IllegalArgumentException.class, () -> Coordinates.parse("g:a"));
    assertTrue(String.valueOf(e.getMessage()).contains("g:a:RELEASE"), e.toString());
  }
}
