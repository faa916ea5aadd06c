package dev.gradus.kernel.jupyter;

import static dev.gradus.kernel.jupyter.TestClient.content;
import static dev.gradus.kernel.jupyter.TestClient.parent;
import static dev.gradus.kernel.jupyter.TestClient.types;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KernelServerTest {
  @TempDir Path folder;
  private KernelFixture kernel;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    kernel = new KernelFixture(folder);
    client = kernel.client;
  }

  @AfterEach
  void stop() {
    kernel.close();
  }

  @Test
  void kernelInfoHasAllFields() throws Exception {
    Message reply = client.ask("kernel_info_request", content());
    assertEquals("kernel_info_reply", reply.type());
    JsonObject info = reply.content();
    assertEquals("ok", info.get("status").getAsString());
    assertEquals("5.4", info.get("protocol_version").getAsString());
    assertEquals("gradus", info.get("implementation").getAsString());
    assertEquals("java", info.getAsJsonObject("language_info").get("name").getAsString());
    assertEquals(
        "text/x-java", info.getAsJsonObject("language_info").get("mimetype").getAsString());
    assertTrue(info.has("banner") && info.has("help_links") && info.has("supported_features"));
  }

  @Test
  void executeSendsInputResultAndReplyInOrder() throws Exception {
    String id = client.execute("1+1");
    List<Message> output = client.output(id);
    assertEquals("busy", output.getFirst().content().get("execution_state").getAsString());
    assertEquals(List.of("execute_input", "execute_result"), types(output));
    JsonObject result = output.get(2).content();
    assertEquals("1+1", result.getAsJsonObject("data").get("text/plain").getAsString());
    assertEquals(1, result.get("execution_count").getAsInt());
    Message reply = client.reply(client.shell, id);
    assertEquals("ok", reply.content().get("status").getAsString());
    assertEquals(1, reply.content().get("execution_count").getAsInt());
    assertTrue(reply.metadata().has("started"));
  }

  @Test
  void silentCellShowsNothingAndIsNotCounted() throws Exception {
    client.reply(client.shell, client.execute("one"));
    String id = client.execute("print hidden", Map.of("silent", true, "store_history", true));
    assertEquals(List.of(), types(client.output(id)));
    String last = client.execute("three");
    assertEquals(2, client.reply(client.shell, last).content().get("execution_count").getAsInt());
  }

  @Test
  void cellOutsideTheHistoryIsShownButNotCounted() throws Exception {
    String id = client.execute("one", Map.of("store_history", false));
    assertEquals(List.of("execute_input", "execute_result"), types(client.output(id)));
    String last = client.execute("two");
    assertEquals(1, client.reply(client.shell, last).content().get("execution_count").getAsInt());
    JsonObject history =
        client.ask("history_request", content("hist_access_type", "tail")).content();
    assertEquals(1, history.getAsJsonArray("history").size());
  }

  @Test
  void userExpressionsAreEvaluatedAfterTheCell() throws Exception {
    String id =
        client.execute("1", Map.of("user_expressions", Map.of("a", "six", "b", "bad thing")));
    JsonObject values =
        client.reply(client.shell, id).content().getAsJsonObject("user_expressions");
    JsonObject a = values.getAsJsonObject("a");
    assertEquals("six", a.getAsJsonObject("data").get("text/plain").getAsString());
    assertEquals("ok", a.get("status").getAsString());
    assertEquals("error", values.getAsJsonObject("b").get("status").getAsString());
  }

  @Test
  void allKindsOfOutputArrive() throws Exception {
    for (var expected :
        Map.of(
                "print a", "stream",
                "complain a", "stream",
                "display a", "display_data",
                "update b", "update_display_data",
                "clear", "clear_output",
                "comm c7", "comm_open")
            .entrySet()) {
      List<Message> output = client.output(client.execute(expected.getKey()));
      assertEquals(List.of("execute_input", expected.getValue()), types(output));
    }
    List<Message> output = client.output(client.execute("display a"));
    JsonObject content = output.get(2).content();
    assertEquals("id-1", content.getAsJsonObject("transient").get("display_id").getAsString());
    JsonObject comms = client.ask("comm_info_request", content()).content();
    assertTrue(comms.getAsJsonObject("comms").has("c7"));
  }

  @Test
  void errorIsPublishedAndReplied() throws Exception {
    String id = client.execute("fail broken");
    List<Message> output = client.output(id);
    assertEquals(List.of("execute_input", "error"), types(output));
    JsonObject reply = client.reply(client.shell, id).content();
    for (JsonObject error : List.of(output.get(2).content(), reply)) {
      assertEquals("IllegalStateException", error.get("ename").getAsString());
      assertEquals("broken", error.get("evalue").getAsString());
      assertEquals(1, error.getAsJsonArray("traceback").size());
    }
    assertEquals("error", reply.get("status").getAsString());
  }

  @Test
  void failureAbortsTheCellsThatWait() throws Exception {
    String failing = client.execute("failLater now");
    List<String> waiting = List.of(client.execute("a"), client.execute("b"));
    String info = client.send(client.shell, "kernel_info_request", content());
    assertEquals("error", status(failing));
    for (String id : waiting) {
      assertEquals("aborted", status(id));
    }
    assertEquals("ok", status(info));
    assertEquals("ok", status(client.execute("later")));
    assertEquals(List.of("failLater now", "later"), kernel.session.ran);
  }

  @Test
  void failureDoesNotAbortWhatComesAfterItsReply() throws Exception {
    for (int i = 0; i < 200; i++) {
      assertEquals("error", status(client.execute("fail at once")));
      assertEquals("ok", status(client.execute("next")), "round " + i);
    }
  }

  @Test
  void failureWithoutStopOnErrorAbortsNothing() throws Exception {
    String failing = client.execute("failLater now", Map.of("stop_on_error", false));
    String next = client.execute("a");
    assertEquals("error", status(failing));
    assertEquals("ok", status(next));
  }

  private String status(String id) throws Exception {
    return client.reply(client.shell, id).content().get("status").getAsString();
  }

  @Test
  void inputMakesTheRoundTrip() throws Exception {
    String id = client.execute("ask name?", Map.of("allow_stdin", true));
    Message question = client.receive(client.stdin);
    assertEquals("input_request", question.type());
    assertEquals("name?", question.content().get("prompt").getAsString());
    assertEquals(id, parent(question));
    client.send(client.stdin, "input_reply", content("value", "Ada é😀"));
    List<Message> output = client.output(id);
    assertEquals("Ada é😀", output.get(2).content().get("text").getAsString());
  }

  @Test
  void inputIsRefusedWhenNotAllowed() throws Exception {
    JsonObject reply = client.reply(client.shell, client.execute("ask name?")).content();
    assertEquals("error", reply.get("status").getAsString());
    assertTrue(reply.get("evalue").getAsString().contains("allow_stdin"));
  }

  @Test
  void interruptStopsACellAndAQuestion() throws Exception {
    for (String cell : List.of("sleep 60000", "ask name?")) {
      String id = client.execute(cell, Map.of("allow_stdin", true));
      if (cell.startsWith("ask")) {
        client.receive(client.stdin);
      } else {
        while (!client.receive(client.iopub).type().equals("stream")) {
          // until it sleeps
        }
      }
      String interrupt = client.send(client.control, "interrupt_request", content());
      assertEquals("interrupt_reply", client.reply(client.control, interrupt).type());
      assertEquals("error", status(id));
    }
    assertEquals("ok", status(client.execute("after")));
  }

  @Test
  void controlAndHeartbeatAnswerWhileACellRuns() throws Exception {
    String id = client.execute("sleep 1500");
    long start = System.nanoTime();
    String info = client.send(client.control, "kernel_info_request", content());
    assertEquals("kernel_info_reply", client.reply(client.control, info).type());
    client.heartbeat.send("ping");
    assertEquals("ping", client.heartbeat.recvStr());
    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < 1000);
    assertEquals("ok", status(id));
  }

  @Test
  void lateOutputBelongsToTheCellThatStartedTheThread() throws Exception {
    String late = client.execute("late hello");
    client.output(late);
    String next = client.execute("sleep 800");
    while (true) {
      Message message = client.receive(client.iopub);
      if (message.type().equals("stream")
          && message.content().get("text").getAsString().equals("hello")) {
        assertEquals(late, parent(message));
        break;
      }
    }
    assertEquals("ok", status(next));
  }

  @Test
  void cursorsCountCodePoints() throws Exception {
    JsonObject reply =
        client.ask("complete_request", content("code", "😀😀 ab cd", "cursor_pos", 5)).content();
    assertEquals(3, reply.get("cursor_start").getAsInt());
    assertEquals(5, reply.get("cursor_end").getAsInt());
    assertEquals("ab!", reply.getAsJsonArray("matches").get(0).getAsString());
    assertTrue(reply.getAsJsonObject("metadata").has("_jupyter_types_experimental"));
    JsonObject seen =
        client
            .ask("inspect_request", content("code", "😀b c", "cursor_pos", 2, "detail_level", 1))
            .content();
    assertTrue(seen.get("found").getAsBoolean());
    assertEquals("😀b/1", seen.getAsJsonObject("data").get("text/plain").getAsString());
    JsonObject none = client.ask("inspect_request", content("code", "nothing")).content();
    assertFalse(none.get("found").getAsBoolean());
    assertEquals("ok", none.get("status").getAsString());
  }

  @Test
  void isCompleteHasThreeAnswers() throws Exception {
    for (var expected : Map.of("f() {", "incomplete", "a", "complete", ")", "invalid").entrySet()) {
      JsonObject reply =
          client.ask("is_complete_request", content("code", expected.getKey())).content();
      assertEquals(expected.getValue(), reply.get("status").getAsString());
      assertEquals(expected.getValue().equals("incomplete"), reply.has("indent"));
    }
  }

  @Test
  void commsOfUnknownTargetsAreClosedAndKnownOnesRouted() throws Exception {
    String id =
        client.send(
            client.shell,
            "comm_open",
            content("comm_id", "x", "target_name", "none", "data", Map.of()));
    assertEquals(List.of("comm_close"), types(client.output(id)));
    var comms = kernel.session.attribute(Comms.class, Comms::new);
    comms.target(
        "echo",
        (comm, data, out) ->
            (more, buffers, outputs) ->
                outputs.comm("comm_msg", Map.of("comm_id", comm, "data", more)));
    client.output(
        client.send(
            client.shell,
            "comm_open",
            content("comm_id", "y", "target_name", "echo", "data", Map.of())));
    String sent =
        client.send(client.shell, "comm_msg", content("comm_id", "y", "data", Map.of("v", 3)));
    List<Message> output = client.output(sent);
    assertEquals(List.of("comm_msg"), types(output));
    assertEquals(3, output.get(1).content().getAsJsonObject("data").get("v").getAsInt());
    client.output(client.send(client.shell, "comm_close", content("comm_id", "y")));
    assertEquals(Map.of(), comms.open());
  }

  @Test
  void shutdownRepliesAndStops() throws Exception {
    String id = client.send(client.control, "shutdown_request", content("restart", true));
    Message reply = client.reply(client.control, id);
    assertEquals("shutdown_reply", reply.type());
    assertTrue(reply.content().get("restart").getAsBoolean());
    long start = System.nanoTime();
    kernel.server.awaitStop();
    kernel.server.close();
    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < 1000);
  }

  @Test
  void aBurstOfOutputLosesNothing() throws Exception {
    List<Message> lines = client.output(client.execute("flood 20000"));
    var text = new StringBuilder();
    for (Message message : lines) {
      if (message.type().equals("stream")) {
        text.append(message.content().get("text").getAsString());
      }
    }
    assertEquals(20000, text.toString().lines().count());
    assertTrue(text.toString().endsWith("line 19999\n"));
  }

  @Test
  void aSlowReaderMakesTheWriterWaitAndLosesNothing() throws Exception {
    client.iopub.setRcvHWM(1);
    String id = client.execute("bytes 100");
    Thread.sleep(1500);
    long size = 0;
    for (Message message : client.output(id)) {
      if (message.type().equals("stream")) {
        size += message.content().get("text").getAsString().length();
      }
    }
    assertEquals(100L << 20, size);
  }

  @Test
  void unknownRequestsAreAnsweredWithAnError() throws Exception {
    JsonObject reply = client.ask("no_such_request", content()).content();
    assertEquals("error", reply.get("status").getAsString());
    JsonObject bad = client.ask("execute_request", content("nocode", 1)).content();
    assertTrue(bad.get("evalue").getAsString().contains("'code'"));
    assertArrayEquals(new Object[0], kernel.session.ran.toArray());
  }
}
