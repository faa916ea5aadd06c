package dev.gradus.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellRewriterTest {
  private final CellRewriter rewriter =
      new CellRewriter(new MagicRegistry(List.of(new EchoMagic())));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int r = a % b;",
        "int r = a\n% b;",
        "int r = a\n%echo;",
        "f(a\n%echo b)",
        "String s = \"%echo x\";",
        "String s = \"\"\"\n%echo x\n\"\"\";",
        "// %echo x",
        "/*\n%echo x\n*/",
        "x %= 3;",
        "char c = '%';",
      })
  void leavesArithmeticAndTexts(String code) {
    assertEquals(code, rewriter.rewrite(code).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%echo a",
        "int a = 1;\n%echo a --count 3\nint b = 2;",
        "for (int i = 0; i < 3; i++) {\n  %echo i\n}",
        "for (;;) { %echo a }",
        "if (x) %echo a\nelse %echo b",
        "var h = %echo a --count=3;",
        "run(() -> {\n  %echo a // why\n});",
        "net.fit()\n%echo a --count 2",
      })
  void findsMagicsAndKeepsLines(String code) {
    RewrittenCell cell = rewriter.rewrite(code);
    assertTrue(cell.code().contains("MagicCalls."), cell.code());
    assertEquals(code.lines().count(), cell.code().lines().count());
  }

  @Test
  void mapsPositionsBack() {
    RewrittenCell cell = rewriter.rewrite("%echo abc\nint z;");
    assertEquals(6, cell.toOriginal(cell.code().indexOf("abc")));
    assertEquals(14, cell.toOriginal(cell.code().indexOf("z;")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%ecoh a|unknown magic %ecoh. Did you mean %echo?",
        "%echo a --cuont 3|%echo: unknown option --cuont, did you mean --count?",
        "%echo|%echo: needs what",
        "%echo a b|takes one argument, and b is one too many",
        "%echo a --count|option --count needs a value",
        "%echo a --mode lod|Did you mean loud?",
      })
  void explainsMistakes(String pair) {
    String[] parts = pair.split("\\|", -1);
    var e = assertThrows(MagicSyntaxException.class, () -> rewriter.rewrite(parts[0]));
    assertTrue(String.valueOf(e.getMessage()).contains(parts[1]), e.getMessage());
  }

  /// Returns its argument as text, as often as asked.
  static final class EchoMagic implements Magic<String, EchoMagic.Options> {
    record Options(
        @Arg("What to say.") Object what,
        @Option(value = "How often.", byDefault = "1") int count,
        @Option(
                value = "How.",
                byDefault = "plain",
                choices = {"plain", "loud"})
            String mode) {}

    @Override
    public String name() {
      return "echo";
    }

    @Override
    public String summary() {
      return "Says it again.";
    }

    @Override
    public Class<String> resultType() {
      return String.class;
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public String run(MagicCall<Options> call) {
      return String.valueOf(call.options().what()).repeat(call.options().count());
    }
  }
}
