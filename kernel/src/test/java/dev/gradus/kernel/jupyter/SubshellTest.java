package dev.gradus.kernel.jupyter;

import static dev.gradus.kernel.jupyter.TestClient.content;
import static dev.gradus.kernel.jupyter.TestClient.parent;
import static dev.gradus.kernel.jupyter.TestClient.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Subshells with the real session: what they answer while the main shell runs a cell.
@Timeout(120)
class SubshellTest {
  @TempDir Path folder;
  private KernelServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    var connection = KernelFixture.freePorts();
    var options = SessionOptions.defaults().withExtensions(List.of());
    server =
        new KernelServer(
            new KernelServer.Settings(
                connection, "test", new EventLog(folder.resolve("kernel.log")), null),
            () -> Sessions.open(options));
    client = new TestClient(connection);
    client.shell.setReceiveTimeOut(30_000);
    while (!client.receive(client.iopub).type().equals("iopub_welcome")) {
      // status messages of the start may come first
    }
    assertEquals("ok", status(client.execute("int shared = 1;")));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private JsonObject control(String type, JsonObject content) throws Exception {
    return client.reply(client.control, client.send(client.control, type, content)).content();
  }

  private String create() throws Exception {
    return control("create_subshell_request", content()).get("subshell_id").getAsString();
  }

  private String send(String subshell, String type, JsonObject content) {
    Message message = client.message(type, content);
    message.header().json().addProperty("subshell_id", subshell);
    TestClient.sendFrames(client.shell, client.encode(message));
    return message.header().id();
  }

  private String status(String id) throws Exception {
    return client.reply(client.shell, id).content().get("status").getAsString();
  }

  private String value(List<Message> output) {
    return output.stream()
        .filter(m -> m.type().equals("execute_result"))
        .map(m -> m.content().getAsJsonObject("data").get("text/plain").getAsString())
        .findFirst()
        .orElse("");
  }

  /// A cell of the main shell that waits until a cell sets `shared`.
  private String occupyMain() throws Exception {
    String main =
        client.execute(
            "System.out.println(\"main\"); while (shared < 10) { Thread.sleep(5); } shared");
    while (!client.receive(client.iopub).type().equals("stream")) {
      // until it runs
    }
    return main;
  }

  @Test
  void theKernelSaysThatItHasSubshells() throws Exception {
    JsonObject info = client.ask("kernel_info_request", content()).content();
    assertEquals("[\"kernel subshells\"]", info.get("supported_features").toString());
  }

  @Test
  void subshellsAreMadeListedAndDeleted() throws Exception {
    Set<String> ids = new TreeSet<>(List.of(create(), create()));
    assertEquals(2, ids.size());
    JsonObject listed = control("list_subshell_request", content());
    assertEquals(Json.of(ids), listed.get("subshell_id"));
    assertEquals("ok", listed.get("status").getAsString());
    for (String id : ids) {
      JsonObject deleted = control("delete_subshell_request", content("subshell_id", id));
      assertEquals("ok", deleted.get("status").getAsString());
      String late = send(id, "kernel_info_request", content());
      JsonObject refused = client.reply(client.shell, late).content();
      assertEquals("no subshell " + id, refused.get("evalue").getAsString().substring(9));
    }
    JsonObject again = control("delete_subshell_request", content("subshell_id", "none"));
    assertEquals("error", again.get("status").getAsString());
    assertEquals(
        0, control("list_subshell_request", content()).getAsJsonArray("subshell_id").size());
    JsonObject onShell = client.ask("create_subshell_request", content()).content();
    assertEquals("error", onShell.get("status").getAsString());
  }

  @Test
  void aSubshellMadeWhileTheMainShellIsBusyAnswersEverything() throws Exception {
    String main = occupyMain();
    String id = create();
    assertEquals("ok", status(send(id, "kernel_info_request", content())));
    String complete = send(id, "complete_request", content("code", "shar", "cursor_pos", 4));
    JsonObject found = client.reply(client.shell, complete).content();
    assertEquals("[\"shared\"]", found.get("matches").toString());
    String inspect = send(id, "inspect_request", content("code", "Math.max", "cursor_pos", 8));
    assertTrue(client.reply(client.shell, inspect).content().get("found").getAsBoolean());
    assertEquals("complete", status(send(id, "is_complete_request", content("code", "1 + 1"))));
    String cell = send(id, "execute_request", content("code", "System.out.println(2); shared + 1"));
    List<Message> output = client.output(cell);
    assertEquals(List.of("execute_input", "stream", "execute_result"), types(output));
    assertEquals("2", value(output));
    assertEquals("2\n", output.get(2).content().get("text").getAsString());
    assertEquals("ok", status(cell));
    assertEquals("ok", status(send(id, "execute_request", content("code", "shared = 42;"))));
    assertEquals("42", value(client.output(main)));
    assertEquals("ok", status(main));
  }

  @Test
  void outputOfBothGoesToItsOwnCell() throws Exception {
    String id = create();
    String loop = "for (int i = 0; i < 40; i++) { System.out.println(\"%s\"); Thread.sleep(10); }";
    String main = client.execute(loop.formatted("main"));
    String beside = send(id, "execute_request", content("code", loop.formatted("beside")));
    var texts = new java.util.HashMap<String, StringBuilder>();
    int idle = 0;
    while (idle < 2) {
      Message message = client.receive(client.iopub);
      if (message.type().equals("stream")) {
        texts
            .computeIfAbsent(parent(message), k -> new StringBuilder())
            .append(message.content().get("text").getAsString());
      }
      boolean ours = List.of(main, beside).contains(parent(message));
      idle += ours && message.content().toString().contains("\"idle\"") ? 1 : 0;
    }
    assertEquals("main\n".repeat(40), String.valueOf(texts.get(main)));
    assertEquals("beside\n".repeat(40), String.valueOf(texts.get(beside)));
  }

  @Test
  void errorsAndAbortsStayInTheirShell() throws Exception {
    String main = occupyMain();
    String next = client.execute("shared + 100");
    String id = create();
    String failing =
        send(id, "execute_request", content("code", "Thread.sleep(300);\nint q = 1 / 0;"));
    String behind = send(id, "execute_request", content("code", "1"));
    JsonObject error = client.reply(client.shell, failing).content();
    assertEquals("ArithmeticException", error.get("ename").getAsString());
    assertTrue(error.get("traceback").toString().contains("line 2: int q = 1 / 0;"));
    assertEquals("aborted", status(behind));
    assertEquals("ok", status(send(id, "execute_request", content("code", "shared = 10;"))));
    assertEquals("ok", status(main));
    assertEquals("110", value(client.output(next)));
  }

  @Test
  void interruptStopsTheCellsOfAllShells() throws Exception {
    String id = create();
    String spin = "System.out.println(\"on\"); while (true) { }";
    String main = client.execute(spin);
    String beside = send(id, "execute_request", content("code", spin));
    for (int streams = 0; streams < 2; ) {
      streams += client.receive(client.iopub).type().equals("stream") ? 1 : 0;
    }
    control("interrupt_request", content());
    var states = new TreeSet<String>();
    for (int i = 0; i < 2; i++) {
      Message reply = client.receive(client.shell);
      states.add(parent(reply).equals(main) ? "main" : parent(reply).equals(beside) ? "sub" : "?");
      assertEquals("Interrupted", reply.content().get("ename").getAsString());
    }
    assertEquals(Set.of("main", "sub"), states);
    assertEquals("ok", status(client.execute("shared")));
    assertEquals("ok", status(send(id, "execute_request", content("code", "shared"))));
  }

  @Test
  void manyCellsOfManyShellsAtOnceKeepTheSessionWhole() throws Exception {
    List<String> ids = List.of(create(), create(), create());
    var sent = new TreeSet<String>();
    for (int i = 0; i < 30; i++) {
      String code = "int v%d = %d; int f%d() { return v%d + shared; } f%d()";
      sent.add(client.execute(code.formatted(i, i, i, i, i)));
      for (int k = 0; k < ids.size(); k++) {
        int n = 1000 * (k + 1) + i;
        sent.add(
            send(
                ids.get(k),
                "execute_request",
                content("code", code.formatted(n, n, n, n, n) + " + shared")));
      }
    }
    while (!sent.isEmpty()) {
      Message reply = client.receive(client.shell);
      assertEquals("ok", reply.content().get("status").getAsString(), reply.content().toString());
      sent.remove(parent(reply));
    }
    for (int n : new int[] {0, 29, 1029, 2000, 3029}) {
      assertEquals(String.valueOf(n + 1), value(client.output(client.execute("f" + n + "()"))));
    }
  }

  @Test
  void thereIsALimit() throws Exception {
    for (int i = 0; i < Subshells.MOST; i++) {
      create();
    }
    JsonObject refused = control("create_subshell_request", content());
    assertTrue(refused.get("evalue").getAsString().contains("64 subshells already"));
    Session session = server.session();
    assertEquals(session.beside().variables().size(), session.variables().size());
  }
}
