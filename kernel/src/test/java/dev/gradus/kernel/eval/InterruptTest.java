package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every cell can be stopped, and the session goes on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptTest {
  private Cells cells = new Cells();

  @BeforeAll
  void open() {
    assertEquals("", cells.eval("int kept = 42;"));
  }

  @AfterAll
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "int inc(int x) { return x + 1; } int z = 0; while (true) { z = inc(z); }",
        "Runnable r = () -> { while (true) { } }; r.run();",
        "IntStream.range(0, 8).parallel().forEach(i -> { while (true) { } });",
        "Stream.iterate(1, i -> i + 1).forEach(i -> { });",
        "Thread.sleep(60_000);",
        "new LinkedBlockingQueue<String>().take();",
        "while (true) { try { Thread.sleep(10); } catch (Throwable e) { } }",
        "while (true) { try { while (true) { } } catch (Throwable e) { } }",
        "while (true) System.out.println(\"spam\");",
      })
  void stops(String code) throws Exception {
    String text = Cells.text(cells.interrupted(code, 700));
    assertTrue(text.startsWith("Interrupted: the cell was interrupted"), text);
    assertEquals("42", cells.eval("kept"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new BigInteger(1 << 17, new Random(1)).setBit(0).isProbablePrime(50)",
        "Pattern.matches(\"(a|aa)+(b?)\\\\2c\", \"a\".repeat(60))",
        "IntStream.range(0, 4).parallel().forEach(i -> new BigInteger(1 << 17, new Random(i))"
            + ".setBit(0).isProbablePrime(50));",
      })
  void stopsLibrariesThatNeverAsk(String code) throws Exception {
    String text = Cells.text(cells.interrupted(code, 700));
    assertEquals("Interrupted: the cell was interrupted at " + place(text), text);
    assertEquals(
        "true", cells.eval("BigInteger.TWO.pow(127).subtract(BigInteger.ONE).isProbablePrime(9)"));
    assertEquals("true", cells.eval("\"aab\".matches(\"(a|aa)+b?\")"));
    assertEquals("42", cells.eval("kept"));
  }

  private static String place(String text) {
    int at = text.indexOf("cell [");
    return at < 0 ? "a line" : text.substring(at);
  }

  @Test
  void stopsALoopThatCatchesWhatTheLibraryThrows() throws Exception {
    String code =
        """
        while (true) {
          try {
            new BigInteger(1 << 17, new Random(1)).setBit(0).isProbablePrime(50);
          } catch (Throwable e) {
          }
        }\
        """;
    String text = Cells.text(cells.interrupted(code, 700));
    assertTrue(text.startsWith("Interrupted: the cell was interrupted at cell ["), text);
    assertEquals("42", cells.eval("kept"));
  }

  @Test
  void abandonsWhatCannotBeStopped() throws Exception {
    String text = Cells.text(cells.interrupted("new ServerSocket(0).accept()", 700));
    assertTrue(text.startsWith("Interrupted:") && text.contains("which cannot be stopped"), text);
    assertEquals("42", cells.eval("kept"));
  }
}
