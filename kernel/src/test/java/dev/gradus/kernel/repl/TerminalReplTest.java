package dev.gradus.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.html.Ansi;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys in, screen out: a terminal with a line discipline of its own, and the real session.
@Timeout(120)
class TerminalReplTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String UP = "\u001bOA";

  @TempDir Path folder;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private LineDisciplineTerminal terminal;
  private CompletableFuture<Integer> exit;
  private int read;

  @BeforeEach
  void start() throws Exception {
    terminal = new LineDisciplineTerminal("test", "xterm-256color", screen, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(100, 40));
    var options = SessionOptions.defaults().withExtensions(java.util.List.of());
    var repl =
        new TerminalRepl(
            terminal, () -> Sessions.open(options), folder.resolve("history"), "welcome");
    exit = CompletableFuture.supplyAsync(repl::run, r -> Thread.ofPlatform().daemon().start(r));
    await("[1]> ");
  }

  @AfterEach
  void stop() throws Exception {
    if (!exit.isDone()) {
      type(CTRL_C + CTRL_D);
      exit.get(20, TimeUnit.SECONDS);
    }
    terminal.close();
  }

  private void type(String keys) throws Exception {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  /// Without escape sequences, those of the keypad included, and with plain line ends.
  private static String plain(String text) {
    return Ansi.strip(text.replaceAll("\u001b(?:\\[\\?[0-9;]*[a-z]|[=>])", "")).replace("\r", "");
  }

  private static void assertShows(String expected, String text) {
    assertTrue(plain(text).contains(expected), "no '" + expected + "' in: " + plain(text));
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8).substring(read);
  }

  /// What has been shown since the last call, up to and with the text.
  private String await(String text) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!plain(shown()).contains(text)) {
      assertTrue(System.nanoTime() < until, "no '" + text + "' in: " + shown());
      Thread.sleep(10);
    }
    String found = shown();
    read += found.length();
    return found;
  }

  @Test
  void valuesAndOutputAreShown() throws Exception {
    type("int a = 6;\r");
    await("[2]> ");
    type("System.out.print(\"half\"); a * 7\r");
    String text = plain(await("[3]> "));
    assertTrue(text.contains("half\n42\n"), text);
  }

  @Test
  void anOpenBracketAsksForMoreLinesAndIndents() throws Exception {
    type("for (int i = 0; i < 2; i++) {\r");
    await("...> ");
    type("System.out.println(\"i=\" + i);\r}\r");
    String text = plain(await("[2]> "));
    assertTrue(text.contains("i=0\ni=1\n"), text);
    type(CTRL_D);
    assertEquals(0, exit.get(20, TimeUnit.SECONDS));
    String kept = Files.readString(folder.resolve("history"));
    assertTrue(kept.contains("{\\n    System.out"), kept);
  }

  @Test
  void membersMagicsAndCommandsComplete() throws Exception {
    type("\"abc\".toUpp\t");
    await("toUpperCase(");
    type(")\r");
    assertTrue(plain(await("[2]> ")).contains("ABC"));
    type("%lsm\t\r");
    assertTrue(plain(await("[3]> ")).contains("what it does"));
    type("/va\t\r");
    await("no variables yet");
  }

  @Test
  void ctrlCStopsTheCellAndNotTheTerminal() throws Exception {
    type("int kept = 5;\r");
    await("[2]> ");
    type("System.out.println(\"spins\"); while (true) { }\r");
    await("spins\n");
    type(CTRL_C);
    String text = await("[3]> ");
    assertTrue(text.contains("the cell was interrupted"), text);
    type("half typed" + CTRL_C);
    await("[3]> ");
    type("kept\r");
    assertShows("5\n[4]> ", await("[4]> "));
  }

  @Test
  void anErrorIsRedWithItsLineAndSpan() throws Exception {
    type("int z = \"x\";\r");
    String text = await("[2]> ");
    assertTrue(text.contains("\u001b[1;38;5;160mcell [1], line 1: incompatible types"), text);
    assertTrue(plain(text).contains("  int z = \"x\";\n          ^^^"), text);
  }

  @Test
  void aCellReadsALineFromTheTerminal() throws Exception {
    type("System.out.println(\"name?\"); new Scanner(System.in).nextLine()\r");
    await("name?\n");
    type("Ada\r");
    assertShows("Ada\n[2]> ", await("[2]> "));
  }

  @Test
  void historyComesBackInTheNextSession() throws Exception {
    type("1 + 10\r");
    await("[2]> ");
    type("/exit 7\r");
    assertEquals(7, exit.get(20, TimeUnit.SECONDS));
    terminal.close();
    screen.reset();
    read = 0;
    start();
    type(UP + UP + "0\r");
    assertShows("101\n[2]> ", await("[2]> "));
  }

  @Test
  void resetForgetsAndOpenRuns() throws Exception {
    type("int gone = 1;\r");
    await("[2]> ");
    type("/reset\r");
    await("[1]> ");
    type("gone\r");
    assertTrue(plain(await("[2]> ")).contains("cannot find symbol"));
    Path file = Files.writeString(folder.resolve("code.jsh"), "int here = 4;\nhere * 2\n");
    type("/open " + file + "\r");
    assertTrue(plain(await("[3]> ")).contains("8\n"));
    type("/vars\r");
    String text = plain(await("[3]> "));
    assertTrue(text.contains("here") && !text.contains("gone"), text);
  }

  @Test
  void aThreadThatPrintsLaterPrintsAboveThePrompt() throws Exception {
    type(
        "Thread.ofPlatform().start(() -> { try { Thread.sleep(700); } catch (Exception e) { }"
            + " System.out.println(\"la\" + \"te\"); });\r");
    await("[2]> ");
    type("1 + ");
    await("late");
    type("1\r");
    assertShows("2\n[3]> ", await("[3]> "));
    assertFalse(exit.isDone());
  }
}
