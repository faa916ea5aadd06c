package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import dev.gradus.kernel.session.Session;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AssistTest {
  private static final Cells CELLS = new Cells();

  @BeforeAll
  static void declare() {
    CELLS.eval("var names = new HashMap<String, Integer>();\nString word = \"abc\";");
    CELLS.eval("int[] numbers = {1};\nint twice(int n) { return 2 * n; }");
    CELLS.eval("record Pair(int left, int right) {}\nvar pair = new Pair(1, 2);");
  }

  @AfterAll
  static void close() {
    CELLS.close();
  }

  private static List<String> matches(String code) {
    Session.Completion found = CELLS.session().complete(code, code.length());
    assertEquals(found.matches().size(), found.types().size());
    assertEquals(found.matches().size(), found.signatures().size());
    int dot = code.lastIndexOf('.') + 1;
    assertEquals(found.matches().isEmpty() ? found.start() : dot, found.start());
    return found.matches();
  }

  private static String signature(String code) {
    return CELLS.session().complete(code, code.length()).signatures().getFirst();
  }

  private static String inspected(String code) {
    return CELLS
        .session()
        .inspect(code, code.length(), 0)
        .map(bundle -> bundle.plain())
        .orElse("nothing");
  }

  @Test
  void membersOfVariablesAndTypes() {
    assertEquals(List.of("subSequence(", "substring("), matches("word.sub"));
    assertEquals(
        List.of("compute(", "computeIfAbsent(", "computeIfPresent("), matches("names.compute"));
    assertEquals(List.of("copySign(", "cos(", "cosh("), matches("Math.co"));
    assertEquals(List.of("hashCode()"), matches("word.hashC"));
    assertEquals(
        List.of("Entry", "entry("),
        matches("Map.").stream().filter(m -> m.contains("ntry(") || m.equals("Entry")).toList());
    assertTrue(matches("String.").contains("class"));
    assertFalse(matches("word.").contains("valueOf("), "statics are asked of the class");
    assertEquals(List.of("length"), matches("numbers.len"));
    assertEquals(List.of("left()"), matches("pair.le"));
    assertEquals(List.of("stream()"), matches("List.of(1).strea"));
  }

  @Test
  void whatTheCellDeclaresHidesTheSession() {
    assertEquals(List.of("addFirst("), matches("var word = new ArrayList<String>();\nword.addF"));
    assertEquals(List.of("doubleValue()"), matches("Stream.of(1).map(word -> word.doubleV"));
    assertEquals(List.of("substring("), matches("if (true) return word.substr"));
  }

  @Test
  void completionTellsSignatures() {
    assertTrue(signature("word.substr").contains("(int) : String"), signature("word.substr"));
    assertEquals("(int) : int", signature("twi"));
    assertTrue(signature("List.of(1).strea").contains("() : Stream"));
  }

  @Test
  void inspectionOfNamesMembersAndCalls() {
    assertTrue(inspected("word.substring").startsWith("String String.substring(int"));
    assertTrue(inspected("word.substring(1, ").contains("String String.substring(int"));
    assertTrue(inspected("twice").contains("int twice(int"), inspected("twice"));
    assertTrue(inspected("word").startsWith("word:java.lang.String"));
    assertTrue(inspected("new ArrayList").startsWith("ArrayList"));
    assertTrue(inspected("Math.PI").contains("PI"));
    assertTrue(inspected("numbers.length").contains("length"), inspected("numbers.length"));
    assertEquals("nothing", inspected("nobody.knows"));
    String hidden = inspected("List<String> word = List.of();\nword.isEmpty");
    assertTrue(hidden.contains("List<") && hidden.contains(".isEmpty()"), hidden);
  }
}
