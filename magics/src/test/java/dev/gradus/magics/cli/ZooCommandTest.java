package dev.gradus.magics.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.gradus.engine.zoo.Zoo;
import dev.gradus.kernel.cli.GradusCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ZooCommandTest {
  /// What a command line printed.
  ///
  /// @param code exit code
  /// @param out standard output
  /// @param err standard error
  private record Printed(int code, String out, String err) {}

  private static Printed run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        GradusCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Printed(code, out.toString(), err.toString());
  }

  @Test
  void listsAllNetworks() {
    var printed = run("zoo");
    assertEquals(0, printed.code(), printed.err());
    assertEquals(1 + Zoo.names().size(), printed.out().lines().count());
    var vgg = printed.out().lines().filter(l -> l.startsWith("vgg19 ")).findFirst().orElseThrow();
    assertTrue(vgg.contains("143,667,240"), vgg);
    assertTrue(vgg.contains("19,632,062,464"), vgg);
    assertTrue(vgg.contains("[3, 224, 224]"), vgg);
  }

  @Test
  void jsonSaysTheSame() {
    var all = (JsonArray) JsonParser.parseString(run("zoo", "--json").out());
    assertEquals(Zoo.names().size(), all.size());
    var first = all.get(0).getAsJsonObject();
    assertEquals("mlp", first.get("name").getAsString());
    assertEquals(23_860, first.get("parameters").getAsLong());
    assertEquals(784 * 30 + 300, first.get("macs").getAsLong());
    assertEquals("[1,28,28]", first.get("input").toString());
    var one = JsonParser.parseString(run("zoo", "lenet5", "--json").out()).getAsJsonObject();
    assertEquals(61_706, one.get("parameters").getAsLong());
  }

  @Test
  void describesOne() {
    var printed = run("zoo", "googlenet");
    assertEquals(Zoo.model("googlenet").summary().toString(), printed.out());
    var wrong = run("zoo", "gogglenet");
    assertTrue(wrong.err().contains("did you mean googlenet?"), wrong.err());
    assertTrue(wrong.code() != 0);
  }
}
