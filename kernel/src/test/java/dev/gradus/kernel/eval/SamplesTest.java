package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What cells give: pairs of code and value, in one session. A value that ends with `:` is the name
/// of an error.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
  private Cells cells = new Cells();

  @BeforeAll
  void open() {
    assertEquals("2", cells.eval("1+1"));
  }

  @AfterAll
  void close() {
    cells.close();
  }

  static Stream<List<String>> samples() {
    return Stream.of(
        List.of("1+2+3", "6"),
        List.of("List.of(1, 4, 9)", "[1, 4, 9]"),
        List.of("int x = 5;", "", "x", "5", "x;", "", "x // five", "5", "x; // no", ""),
        List.of("(String) null", "null", "System.out.println()", ""),
        List.of("int a1 = 1; int b1 = 2;\n// sum\nint c1 = a1 + b1;\nc1\n", "3"),
        List.of(
            "int one() { return 1; }",
            "",
            "int ten() { return one() * 10; }",
            "",
            "ten()",
            "10",
            "int one() { return 3; }",
            "",
            "ten()",
            "30",
            "static long one() { return 4; }",
            "",
            "one()",
            "4"),
        List.of(
            "class A { int v() { return 1; } }",
            "",
            "new A().v()",
            "1",
            "class A { int v() { return 2; } }",
            "",
            "new A().v()",
            "2"),
        List.of("int q = 1;", "", "String q = \"s\";", "", "q", "s"),
        List.of(
            "int early() { return late() + 1; }",
            "",
            "early()",
            "UndefinedName:",
            "int late() { return 41; }",
            "",
            "early()",
            "42"),
        List.of("class P { Q q; } class Q { P p; }", "", "new P().q == null", "true"),
        List.of(
            "sealed interface Sh permits Ci, Sq {}\nrecord Ci(double r) implements Sh {}\n"
                + "record Sq(double s) implements Sh {}",
            "",
            "Sh s1 = new Sq(2); int ar = switch (s1) { case Ci c -> 1; case Sq(double w) -> 4; }; ar",
            "4"),
        List.of("<T> T id(T t) { return t; }", "", "id(\"x\")", "x"),
        List.of("IntBinaryOperator add = (m, n) -> m + n; add.applyAsInt(2, 3)", "5"),
        List.of("import java.util.zip.CRC32;", "", "new CRC32().getValue()", "0"),
        List.of("int keep = 7; int zz = 1 / 0;", "ArithmeticException:", "keep", "7"),
        List.of("assert 1 > 2;", "AssertionError:"),
        List.of("int bad = \"a\";", "CompileError:", "class Z extends Nope {}", "CompileError:"),
        List.of(
            "System.exit(3);",
            "ExitRefused:",
            "Runnable h = () -> Runtime.getRuntime().halt(1);",
            "",
            "h.run()",
            "ExitRefused:",
            "IntConsumer e = System::exit; e.accept(1);",
            "ExitRefused:"),
        List.of("int deep(int n) { return 1 + deep(n + 1); } deep(0)", "StackOverflowError:"),
        List.of(
            "class Bad { public String toString() { throw new RuntimeException(\"ts\"); } } new Bad()",
            "Bad (it cannot be shown: its toString threw RuntimeException: ts)"),
        List.of("long[] huge = new long[Integer.MAX_VALUE - 8];", "OutOfMemoryError:"),
        List.of("new java.io.FileReader(\"/nonexistent\");", "FileNotFoundException:"),
        List.of("System.setOut(null);", "", "1", "1"),
        List.of("int[] arr = {1, 2, 3}; arr", "[1, 2, 3]"),
        List.of(
            "float display(float z) { return z; } display(1f)",
            "1.0",
            "display(\"s\").isEmpty()",
            "false"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void giveWhatTheyShould(List<String> pairs) {
    for (int i = 0; i < pairs.size(); i += 2) {
      String value = cells.eval(pairs.get(i));
      String expected = pairs.get(i + 1);
      if (expected.endsWith(":")) {
        assertTrue(value.startsWith(expected), pairs.get(i) + " gave " + value);
      } else {
        assertEquals(expected, value, pairs.get(i));
      }
    }
  }

  @Test
  void outputKeepsItsOrderAndItsCharacters() {
    cells.run(
        "System.out.print(\"é漢😀\"); System.err.print(\"e\"); display(\"1\"); System.out.print(2);");
    assertEquals(List.of("é漢😀", "e", "<1>", "2"), cells.outputs().order());
  }

  @Test
  void noLineIsLost() {
    cells.run("for (int i = 0; i < 20_000; i++) System.out.println(i);");
    assertEquals(20_000, cells.outputs().out().lines().count());
  }

  @Test
  void inputIsRead() {
    assertEquals(
        "abc", Cells.text(cells.run("new Scanner(System.in).nextLine()", (p, w) -> "abc")));
  }

  @Test
  void aThreadsOutputStaysWithItsCell() throws Exception {
    cells.run(
        "Thread t = new Thread(() -> { try { Thread.sleep(300); } catch (InterruptedException e) {}"
            + " System.out.print(\"late\"); }); t.start();");
    var first = cells.outputs();
    cells.run("t.join();");
    Thread.sleep(200);
    assertEquals("late", first.out());
    assertEquals("", cells.outputs().out());
  }
}
