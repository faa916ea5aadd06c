package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.kernel.session.Cells;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionExtension;
import dev.gradus.kernel.session.SessionOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Magics and extensions in running cells, errors, and help while typing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class MagicsInCellsTest {
  private final Cells cells =
      new Cells(
          SessionOptions.defaults()
              .withExtensions(List.of(new Factories.Extension()))
              .withMagics(List.of(new Scale())));

  @AfterAll
  void close() {
    cells.close();
  }

  /// Factories that a student's own methods must not hide.
  public static final class Factories {
    private Factories() {}

    /// A factory.
    public static String relu() {
      return "layer";
    }

    /// Adds them to the session.
    static final class Extension implements SessionExtension {
      @Override
      public List<String> imports() {
        return List.of("import static " + Factories.class.getCanonicalName() + ".*;");
      }

      @Override
      public List<String> importsFor(String name) {
        return name.equals("relu")
            ? List.of("import static " + Factories.class.getCanonicalName() + ".relu;")
            : List.of();
      }
    }
  }

  /// Multiplies a number.
  public static final class Scale implements Magic<Double, Scale.Options> {
    /// Its arguments.
    public record Options(
        @Arg("What to scale.") int size, @Option(value = "By.", byDefault = "2") double factor) {}

    @Override
    public String name() {
      return "scale";
    }

    @Override
    public String summary() {
      return "Scales.";
    }

    @Override
    public Class<Double> resultType() {
      return Double.class;
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public Double run(MagicCall<Options> call) {
      return call.options().size() * call.options().factor();
    }
  }

  @Test
  void aMethodOfAFactorysNameCoexists() {
    assertEquals("", cells.eval("float relu(float x) { return Math.max(0, x); }"));
    assertEquals("layer 2.0", cells.eval("relu() + \" \" + relu(2f)"));
  }

  @Test
  void magicsEvaluateTheirWordsWhereTheyStand() {
    assertEquals("", cells.eval("int n = 5;"));
    assertEquals("10.0", cells.eval("%scale n"));
    assertEquals(
        "35.0",
        cells.eval(
            "double s = 0;\nfor (int k = 1; k < 3; k++) {\n"
                + "  var h = %scale n --factor k\n  s += h;\n}\nvar last = %scale n --factor=4.0;\ns + last"));
  }

  @Test
  void aStatementInTheMiddleIsShown() {
    assertEquals("1", cells.eval("%scale 3\n1"));
    assertEquals("6.0", cells.outputs().displays().getFirst().plain());
  }

  @Test
  void anUndefinedVariableIsASentence() {
    cells.eval("int lenet = 5;");
    var failed = cells.fail("int other = 1;\n%scale lenett");
    assertTrue(
        failed.message().startsWith("%scale: there is no variable lenett. Did you mean lenet?"),
        failed.message());
    assertTrue(failed.message().contains("line 2"), failed.message());
  }

  @Test
  void runtimeErrorsNameTheLine() {
    var failed = cells.fail("int f(int d) {\n  return 1 / d;\n}\n\nf(0)");
    String text = String.join("\n", failed.traceback());
    assertTrue(text.contains("line 2") && text.contains("return 1 / d;"), text);
    assertTrue(text.contains("line 5") && !text.contains("REPL") && !text.contains("do_it"), text);
  }

  @Test
  void compileErrorsUnderlineTheSpan() {
    var failed = cells.fail("int a = 1;\nint b = \"text\";");
    assertEquals("CompileError", failed.name());
    String text = String.join("\n", failed.traceback());
    assertTrue(text.contains("line 2") && text.contains("^^^^^^"), text);
    assertTrue(cells.fail("int a = 5\nint b = 6;").message().contains("line 1"));
  }

  @Test
  void completionKnowsJavaAndMagics() {
    Session session = cells.session();
    assertTrue(session.complete("Math.cos", 8).matches().contains("cosh("));
    assertEquals(5, session.complete("Math.cos", 8).start());
    assertEquals(List.of("%scale"), session.complete("%sca", 4).matches());
    assertTrue(session.complete("%scale n --f", 12).matches().contains("--factor"));
    String local = "var text = \"x\"; text.len";
    assertTrue(session.complete(local, local.length()).matches().contains("length()"));
  }

  @Test
  void inspectionKnowsJavaAndMagics() {
    Session session = cells.session();
    assertTrue(session.inspect("Math.max", 8, 0).orElseThrow().plain().contains("max(int"));
    assertTrue(session.inspect("%scale n", 3, 0).orElseThrow().plain().contains("Scales."));
  }

  @Test
  void completenessKnowsJavaAndMagics() {
    Session session = cells.session();
    for (String code : List.of("1+2", "int x = 1;", "class A {}", "%scale 3", "")) {
      assertEquals(Session.Completeness.COMPLETE, session.isComplete(code).completeness(), code);
    }
    for (String code : List.of("int f(int x) {", "for (int i = 0;", "for (;;) {\n%scale 3")) {
      assertEquals(Session.Completeness.INCOMPLETE, session.isComplete(code).completeness(), code);
    }
    for (String code : List.of("int 7q = ;", ")")) {
      assertEquals(Session.Completeness.INVALID, session.isComplete(code).completeness(), code);
    }
  }

  @Test
  void tablesOfTheSession() {
    cells.eval("int shownVariable = 3;");
    assertTrue(cells.eval("%who").contains("shownVariable"));
    assertTrue(cells.eval("%lsmagic").contains("%scale"));
    assertTrue(cells.eval("%help scale").contains("--factor"));
  }
}
