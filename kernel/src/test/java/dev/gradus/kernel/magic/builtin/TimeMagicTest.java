package dev.gradus.kernel.magic.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Cells;
import dev.gradus.kernel.session.Session;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%time` and `%timeit`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeMagicTest {
  private static final Pattern TIMES =
      Pattern.compile("CPU time: [\\d.]+ (ns|µs|ms|s), wall time: ([\\d.]+) (ns|µs|ms|s)\n");
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  private void assertTimed() {
    assertTrue(TIMES.matcher(cells.outputs().out()).matches(), cells.outputs().out());
  }

  @Test
  void aStatementKeepsItsValueAndType() {
    assertEquals("3", cells.eval("%time 1 + 2"));
    assertTimed();
    assertEquals("", cells.eval("%time int a = Math.max(2, 7);"));
    assertTimed();
    assertEquals("8", cells.eval("int b = %time a + 1\nb"));
    assertTimed();
    assertEquals("", cells.eval("%time Thread.sleep(30)"));
    var m = TIMES.matcher(cells.outputs().out());
    assertTrue(m.matches() && m.group(3).equals("ms") && Double.parseDouble(m.group(2)) >= 29);
    cells.eval("%time for (int i = 0; i < 3; i++) {\n  System.out.print(i);\n}");
    assertTrue(cells.outputs().out().startsWith("012CPU time"), cells.outputs().out());
    cells.eval("for (int i = 0; i < 2; i++) {\n  %time Math.sqrt(2)\n}");
    assertEquals(2, cells.outputs().displays().size());
  }

  @Test
  void aWholeCellDeclaresAndReturns() {
    assertEquals("12", cells.eval("%%time\nint inCell = 11;\ninCell + 1"));
    assertTimed();
    assertEquals("11", cells.eval("inCell"));
    var failed = cells.fail("%%time\nint one = 1;\none / 0");
    assertTrue(failed.traceback().get(1).contains("line 3"), failed.traceback().toString());
  }

  @Test
  void magicsInsideAreTimed() {
    assertTrue(cells.eval("%time %lsmagic").contains("%time"));
    assertTimed();
  }

  @Test
  void errorsPointAtTheirPlace() {
    var failed = cells.fail("int ok = 1;\n%time undefinedThing(3)");
    String text = String.join("\n", failed.traceback());
    assertTrue(text.contains("line 2") && text.contains("cannot find symbol"), text);
    assertTrue(text.contains("      " + "\u001b[1m" + "^^^^"), text);
    assertTrue(cells.fail("%time").message().contains("write what to time"));
    assertTrue(cells.fail("%%timeit").message().contains("write what to time"));
  }

  @Test
  void timeitShowsMeanAndSpread() {
    String shown = cells.eval("%timeit -n 100 -r 3 Math.sqrt(2)");
    assertTrue(shown.matches("(?s).* ± .* of 3 repeats, 100 runs each; best .*"), shown);
    cells.eval("var slow = %timeit -r 2 Thread.sleep(5)");
    assertEquals("true", cells.eval("slow.mean() > 4.9e-3 && slow.loops() >= 20"));
    String cell = cells.eval("%%timeit -n 2 -r 2\nint x = 3;\nx += 4;");
    assertTrue(cell.contains("2 runs each"), cell);
    assertTrue(cells.fail("%timeit -n 0 1 + 1").message().contains("at least 1"));
    assertTrue(cells.eval("%timeit --help").isEmpty());
    assertTrue(cells.outputs().displays().getFirst().plain().contains("--loops, -n"));
  }

  @Test
  void timeitIsInterruptible() throws Exception {
    CellResult result = cells.interrupted("%timeit -r 1000 Math.sqrt(3)", 500);
    assertTrue(result instanceof CellResult.Failed f && f.name().equals("Interrupted"));
    assertEquals("2", cells.eval("1 + 1"));
  }

  @Test
  void namesAndOptionsComplete() {
    Session session = cells.session();
    assertEquals(java.util.List.of("%time", "%timeit"), session.complete("%tim", 4).matches());
    assertEquals(java.util.List.of("%%time", "%%timeit"), session.complete("%%tim", 5).matches());
    assertEquals(java.util.List.of("--loops"), session.complete("%timeit --l", 11).matches());
    String code = "%time Math.cos";
    assertTrue(session.complete(code, code.length()).matches().contains("cosh("));
  }

  @Test
  void timesHaveUnits() {
    assertEquals("870 ns", TimeText.of(870));
    assertEquals("3.4 ms", TimeText.of(3.4e6));
    assertEquals("1.25 s", TimeText.of(1.25e9));
    assertEquals("2 min 5 s", TimeText.of(125e9));
  }
}
