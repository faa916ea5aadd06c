package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Cells;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The line that a failure names is the one that failed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracebackTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("int[] q = new int[2];\nq[5] = 1;", "line 2: q[5] = 1;"),
        Arguments.of("int[] q = new int[2];\n// comment\nq[5] = 1;", "line 3: q[5] = 1;"),
        Arguments.of("// a\n\n/* b\n   c */ // d\nq[6]", "line 5: q[6]"),
        Arguments.of("/* note */ q[7]++", "line 1: /* note */ q[7]++"),
        Arguments.of("// first\nint z = q[8];", "line 2: int z = q[8];"),
        Arguments.of("// first\nint z = 1 +\n    q[8];", "line 2: int z = 1 +"),
        Arguments.of("// loop\nfor (int i = 0; i < 3; i++) {\n  q[i]++;\n}", "line 3: q[i]++;"),
        Arguments.of(
            "/// Reads.\nint read(int i) {\n  // here\n  return q[i];\n}\n\n// call\nread(9)",
            "line 4, in read: return q[i];"),
        Arguments.of("\n\n// last\nread(9);", "line 4: read(9);"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void namesTheLine(String code, String expected) {
    CellResult.Failed failed = cells.fail(code);
    String plain = String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    assertTrue(plain.contains(expected), plain);
  }

  @Test
  void messagesNameThingsAsTheCellDoes() {
    CellResult.Failed failed = cells.fail("String nothing = null;\nnothing.length()");
    assertTrue(failed.message().endsWith("because \"nothing\" is null"), failed.message());
    cells.eval("record Own(int a) {}\nObject own = new Own(1);");
    String cast = cells.fail("String text = (String) own;").message();
    assertTrue(cast.startsWith("class Own cannot be cast to class java.lang.String"), cast);
  }
}
