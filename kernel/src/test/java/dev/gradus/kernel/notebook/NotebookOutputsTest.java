package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Outputs.Stream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotebookOutputsTest {
  private final NotebookOutputs outputs = new NotebookOutputs();
  private final NotebookOutputs.CellOutputs cell = outputs.cell();

  private static String plain(JsonArray array, int index) {
    return array
        .get(index)
        .getAsJsonObject()
        .getAsJsonObject("data")
        .get("text/plain")
        .getAsString();
  }

  private static String text(JsonArray array, int index) {
    return array.get(index).getAsJsonObject().get("text").getAsString();
  }

  @Test
  void chunksOfOneStreamThatFollowEachOtherAreOneOutput() {
    cell.stream(Stream.STDOUT, "a");
    cell.stream(Stream.STDOUT, "b\n");
    cell.stream(Stream.STDERR, "e");
    cell.stream(Stream.STDOUT, "");
    cell.stream(Stream.STDERR, "f");
    cell.stream(Stream.STDOUT, "c");
    JsonArray array = cell.toJson();
    assertEquals(3, array.size());
    assertEquals("ab\n", text(array, 0));
    assertEquals("ef", text(array, 1));
    assertEquals("c", text(array, 2));
  }

  @Test
  void anUpdateReachesEveryOutputWithTheIdInAnyCell() {
    var second = outputs.cell();
    cell.display(MimeBundle.text("one"), "id");
    cell.display(MimeBundle.text("other"), "x");
    second.display(MimeBundle.text("two"), "id");
    second.updateDisplay(
        "id", MimeBundle.text("new").withMetadata("text/plain", Map.of("width", 3)));
    assertEquals("new", plain(cell.toJson(), 0));
    assertEquals("other", plain(cell.toJson(), 1));
    assertEquals("new", plain(second.toJson(), 0));
    assertEquals(1, second.toJson().size(), "an update adds nothing");
    var output = cell.toJson().get(0).getAsJsonObject();
    assertFalse(output.has("transient"));
    assertEquals("{\"text/plain\":{\"width\":3}}", output.get("metadata").toString());
  }

  @Test
  void anUpdateOfAnUnknownIdIsIgnored() {
    cell.updateDisplay("none", MimeBundle.text("x"));
    assertEquals(0, cell.toJson().size());
  }

  @Test
  void clearOutputRemovesAtOnceOrWaits() {
    cell.stream(Stream.STDOUT, "a");
    cell.clearOutput(false);
    assertEquals(0, cell.toJson().size());
    cell.display(MimeBundle.text("b"), "id");
    cell.clearOutput(true);
    assertEquals("b", plain(cell.toJson(), 0));
    cell.updateDisplay("id", MimeBundle.text("c"));
    assertEquals("c", plain(cell.toJson(), 0), "an update is no new output");
    cell.stream(Stream.STDOUT, "d");
    assertEquals(1, cell.toJson().size());
    assertEquals("d", text(cell.toJson(), 0));
    cell.updateDisplay("id", MimeBundle.text("gone"));
    assertEquals("d", text(cell.toJson(), 0));
  }

  @Test
  void resultsAndErrorsAreStoredAsJupyterDoes() {
    cell.result(new CellResult.Ok(null), 1);
    assertEquals(0, cell.toJson().size());
    cell.result(
        new CellResult.Ok(MimeBundle.text("42").with("application/json", List.of(4, 2))), 7);
    cell.result(new CellResult.Failed("E", "why", List.of("line")), 8);
    assertEquals(
        "[{\"output_type\":\"execute_result\",\"execution_count\":7,\"data\":{\"text/plain\":\"42\","
            + "\"application/json\":[4,2]},\"metadata\":{}},{\"output_type\":\"error\",\"ename\":\"E\","
            + "\"evalue\":\"why\",\"traceback\":[\"line\"]}]",
        cell.toJson().toString());
  }
}
