package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunParametersTest {
  private static Notebook notebook() {
    var notebook =
        NotebookRunnerTest.notebook(
            "int epochs = 3;\nfloat lr = 0.1f;\nString name = \"a\";\nvar rate = 0.5;", "after");
    NotebookRunnerTest.tag(notebook.cells().get(0), "parameters");
    return notebook;
  }

  private static void inject(Notebook notebook, Map<String, String> values) {
    RunParameters.inject(
        notebook,
        values.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> e.getKey(),
                    e -> RunParameters.Value.of(e.getValue()),
                    (a, b) -> b,
                    LinkedHashMap::new)));
  }

  /// The literal that a variable of a type gets for a value.
  private static String literal(String type, String value) {
    var notebook = NotebookRunnerTest.notebook(type + " x = 0;");
    NotebookRunnerTest.tag(notebook.cells().get(0), "parameters");
    inject(notebook, Map.of("x", value));
    String source = notebook.cells().get(1).source();
    return source.substring(source.indexOf("x = ") + 4, source.length() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          var     | 3            | 3
          var     | -3_000       | -3_000
          var     | 3000000000   | 3000000000L
          var     | 0xff         | 0xff
          var     | 1e-3         | 1e-3
          var     | .5           | .5
          var     | true         | true
          var     | adam         | "adam"
          var     | 1.2.3        | "1.2.3"
          var     | "3"          | "3"
          String  | 3            | "3"
          String  | a\\b          | "a\\\\b"
          int     | 3            | 3
          long    | 3            | 3L
          long    | 3L           | 3L
          double  | 3            | 3.0
          Double  | 1e5          | 1e5
          float   | 0.1          | 0.1f
          float   | 3            | 3f
          boolean | false        | false
          char    | a            | 'a'
          char    | '            | '\\''
          int[]   | new int[]{1} | new int[]{1}
          """)
  void literalsFitTheDeclaredType(String type, String value, String literal) {
    assertEquals(literal, literal(type, value));
  }

  @ParameterizedTest
  @CsvSource({
    "int,1.5",
    "int,many",
    "int,3000000000",
    "byte,200",
    "boolean,yes",
    "double,fast",
    "char,ab"
  })
  void valuesOfAnotherTypeAreRefused(String type, String value) {
    var e = assertThrows(NotebookException.class, () -> literal(type, value));
    assertEquals(
        "The parameter x is declared as " + type + " and cannot be " + value + ".", e.getMessage());
  }

  @Test
  void theCellOfAnEarlierRunIsReplaced() {
    var notebook = notebook();
    inject(notebook, Map.of("epochs", "4"));
    inject(notebook, Map.of("epochs", "5"));
    assertEquals(3, notebook.cells().size());
    assertEquals("// parameters of this run\nepochs = 5;", notebook.cells().get(1).source());
  }

  @Test
  void assignmentsFollowTheTaggedCell() {
    var notebook = notebook();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("epochs", "10");
    values.put("lr", "0.01");
    values.put("name", "say \"hi\"");
    values.put("rate", "1e-3");
    inject(notebook, values);
    var cell = notebook.cells().get(1);
    assertEquals(
        "// parameters of this run\nepochs = 10;\nlr = 0.01f;\nname = \"say \\\"hi\\\"\";\nrate = 1e-3;",
        cell.source());
    assertTrue(cell.tags().contains("injected-parameters"));
    assertEquals("after", notebook.cells().get(2).source());
  }

  @Test
  void unknownNamesAndNotebooksWithoutParametersAreRefused() {
    var e = assertThrows(NotebookException.class, () -> inject(notebook(), Map.of("epoch", "1")));
    assertTrue(
        String.valueOf(e.getMessage()).contains("[epochs, lr, name, rate]"),
        String.valueOf(e.getMessage()));
    var plain = NotebookRunnerTest.notebook("int epochs = 1;");
    assertThrows(NotebookException.class, () -> inject(plain, Map.of("epochs", "1")));
  }
}
