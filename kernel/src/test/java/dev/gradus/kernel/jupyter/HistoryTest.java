package dev.gradus.kernel.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;

  private History open() {
    return new History(
        new HistoryStore(
            folder.resolve("deep/history.jsonl"),
            line -> {
              throw new AssertionError(line);
            }));
  }

  private static List<String> inputs(List<History.Entry> entries) {
    return entries.stream().map(History.Entry::input).toList();
  }

  @Test
  void sessionsAreNumberedAndKeptAcrossRestarts() {
    History first = open();
    first.add(1, "a1\nb", "out");
    first.add(2, "a2", null);
    History second = open();
    second.add(1, "b1", null);
    assertEquals(List.of("a1\nb", "a2", "b1"), inputs(second.tail(10)));
    assertEquals(List.of("b1"), inputs(second.range(0, 1, 10)));
    assertEquals(List.of("a2"), inputs(second.range(-1, 2, 3)));
    assertEquals(List.of("a1\nb"), inputs(second.range(1, 1, 2)));
    assertEquals("out", first.range(0, 1, 2).getFirst().output());
  }

  @Test
  void searchUnderstandsGlobs() {
    History history = open();
    for (String cell : List.of("1+2", "1-2", "x(", "1+2", "1+23")) {
      history.add(1, cell, null);
    }
    assertEquals(List.of("1+2", "1-2", "1+2"), inputs(history.search("1?2", 9, false)));
    assertEquals(List.of("1-2", "1+2", "1+23"), inputs(history.search("1?2*", 9, true)));
    assertEquals(List.of("1+23"), inputs(history.search("*", 1, false)));
    assertEquals(List.of("x("), inputs(history.search("x(", 9, false)));
  }

  @Test
  void aLineThatWasCutOffIsSkipped() throws Exception {
    open().add(1, "kept", null);
    Files.writeString(
        folder.resolve("deep/history.jsonl"),
        "{\"session\": 1, \"inp\n",
        StandardOpenOption.APPEND);
    History next = open();
    assertEquals(List.of("kept"), inputs(next.tail(5)));
  }

  @Test
  void whatWarmUpHasReadIsNotReadAgain() throws Exception {
    open().add(1, "earlier", null);
    History next = open();
    next.warmUp();
    Files.delete(folder.resolve("deep/history.jsonl"));
    next.add(1, "now", null);
    assertEquals(List.of("earlier", "now"), inputs(next.tail(5)));
    assertEquals(List.of("earlier"), inputs(next.range(-1, 1, 2)));
  }

  @Test
  void withoutAFileTheHistoryIsThatOfTheSession() {
    var history = new History(new HistoryStore(null, line -> {}));
    history.add(1, "a", null);
    assertEquals(List.of("a"), inputs(history.tail(5)));
  }
}
