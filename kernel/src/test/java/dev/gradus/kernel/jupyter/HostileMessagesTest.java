package dev.gradus.kernel.jupyter;

import static dev.gradus.kernel.jupyter.TestClient.content;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageSigner;
import dev.gradus.kernel.protocol.WireFormat;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

@Timeout(120)
class HostileMessagesTest {
  private static final int FUZZED = 20_000;
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

  private void assertOnlyRan(String... cells) throws Exception {
    String id = client.execute("alive");
    assertEquals("ok", client.reply(client.shell, id).content().get("status").getAsString());
    var expected = new ArrayList<>(List.of(cells));
    expected.add("alive");
    assertEquals(expected, kernel.session.ran);
  }

  private String logged() throws Exception {
    return Files.readString(folder.resolve("kernel.log"));
  }

  @Test
  void aWrongSignatureIsDropped() throws Exception {
    var forger = new WireFormat(new MessageSigner("wrong key", "hmac-sha256"));
    Message message = client.message("execute_request", content("code", "forged"));
    TestClient.sendFrames(client.shell, forger.encode(message));
    assertOnlyRan();
    assertTrue(logged().contains("wrong signature"));
  }

  @Test
  void aReplayedMessageIsDropped() throws Exception {
    List<byte[]> frames = client.encode(client.message("execute_request", content("code", "once")));
    TestClient.sendFrames(client.shell, frames);
    TestClient.sendFrames(client.shell, frames);
    assertOnlyRan("once");
    assertTrue(logged().contains("seen before"));
  }

  @Test
  void wrongFramesAreDropped() throws Exception {
    List<byte[]> good = client.encode(client.message("execute_request", content("code", "bad")));
    TestClient.sendFrames(client.shell, good.subList(0, 5));
    TestClient.sendFrames(client.shell, good.subList(1, 6));
    TestClient.sendFrames(client.shell, List.of(new byte[0]));
    var delimiter = new ArrayList<>(good);
    delimiter.set(0, "<IDS|MSG".getBytes(StandardCharsets.US_ASCII));
    TestClient.sendFrames(client.shell, delimiter);
    assertOnlyRan();
    assertTrue(logged().contains("no delimiter"));
  }

  @Test
  void signedNonsenseIsDropped() throws Exception {
    var signer = new MessageSigner(KernelFixture.KEY, "hmac-sha256");
    for (String header :
        List.of(
            "",
            "null",
            "[]",
            "{",
            "{}",
            "{} {}",
            "{\"msg_id\":1,\"msg_type\":2}",
            "{\"msg_id\":\"a\",}",
            "[".repeat(100_000))) {
      List<byte[]> json = new ArrayList<>();
      json.add(header.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        json.add("{}".getBytes(StandardCharsets.UTF_8));
      }
      List<byte[]> frames = new ArrayList<>();
      frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
      frames.add(signer.sign(json));
      frames.addAll(json);
      TestClient.sendFrames(client.shell, frames);
    }
    assertOnlyRan();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere the loopback has one address
  void socketsListenAtTheAddressOfTheFileAlone() throws Exception {
    var f = kernel.connection;
    int[] ports = {f.shellPort(), f.controlPort(), f.iopubPort(), f.stdinPort(), f.heartbeatPort()};
    for (int port : ports) {
      new Socket(address(1), port).close();
      assertThrows(ConnectException.class, () -> new Socket(address(2), port).close());
    }
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  /// Messages cut, flipped, shuffled, replayed and invented, on all five sockets.
  @Test
  void fuzzedMessagesKillNothingAndRunNothing() throws Exception {
    fuzz(FUZZED);
  }

  /// With other seeds: `-Dgradus.fuzz.seed=...`.
  @Test
  @Tag("full")
  @Timeout(1800)
  void aMillionFuzzedMessagesKillNothingAndRunNothing() throws Exception {
    fuzz(Integer.getInteger("gradus.fuzz.count", 1_000_000));
  }

  private void fuzz(int count) throws Exception {
    var random = new Random(Long.getLong("gradus.fuzz.seed", 7));
    client.iopub.unsubscribe(new byte[0]);
    client.iopub.setReceiveTimeOut(0);
    List<byte[]> used =
        client.encode(client.message("kernel_info_request", new com.google.gson.JsonObject()));
    TestClient.sendFrames(client.shell, used);
    client.receive(client.shell);
    long before = 0;
    try (var wild = new WildSockets(kernel.connection)) {
      for (int i = 0; i < count; i++) {
        List<byte[]> frames = i % 50 == 0 ? new ArrayList<>(used) : damaged(random, i);
        switch (random.nextInt(8)) {
          case 0 -> wild.beat(frames);
          case 1 -> wild.subscribe(frames, random);
          case 2, 3 -> TestClient.sendFrames(client.stdin, frames);
          case 4, 5 -> TestClient.sendFrames(client.control, frames);
          default -> TestClient.sendFrames(client.shell, frames);
        }
        if (i % 1000 == 999) {
          answers();
        }
        if (i == Math.min(count / 2, 200_000)) {
          before = usedMemory();
        }
      }
    }
    assertOnlyRan();
    client.heartbeat.send("alive");
    assertEquals("alive", client.heartbeat.recvStr());
    assertTrue(Files.size(folder.resolve("kernel.log")) < 2 << 20);
    long grown = usedMemory() - before;
    assertTrue(grown < 48L << 20, "grew by " + (grown >> 20) + " MiB");
  }

  /// A round trip on each channel that has one: nothing hangs, and nothing piles up.
  private void answers() throws Exception {
    for (ZMQ.Socket socket : List.of(client.shell, client.control)) {
      String id = client.send(socket, "kernel_info_request", content());
      assertEquals("kernel_info_reply", client.reply(socket, id).type());
    }
    while (client.iopub.recv() != null) {
      // welcomes of subscriptions
    }
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private List<byte[]> damaged(Random random, int i) throws Exception {
    if (random.nextInt(8) == 0) {
      return signedNonsense(random);
    }
    String type = random.nextBoolean() ? "execute_request" : "shutdown_request";
    List<byte[]> frames =
        new ArrayList<>(client.encode(client.message(type, content("code", "fuzzed " + i))));
    damage(frames, random);
    return frames;
  }

  /// Random JSON under a right signature: no type that the kernel knows.
  private static List<byte[]> signedNonsense(Random random) {
    var signer = new MessageSigner(KernelFixture.KEY, "hmac-sha256");
    List<byte[]> json = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      json.add(randomJson(random, 4).getBytes(StandardCharsets.UTF_8));
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
    frames.add(signer.sign(json));
    frames.addAll(json);
    return frames;
  }

  private static String randomJson(Random random, int depth) {
    var names = List.of("msg_id", "msg_type", "subshell_id", "code", "x", "content");
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> String.valueOf(random.nextLong());
      case 1 -> "\"" + "ab\\n\u00e9".repeat(random.nextInt(5)) + "\"";
      case 2 -> random.nextBoolean() ? "null" : "1e999";
      case 3 -> "{\"" + names.get(random.nextInt(names.size())) + "\":\"q\"}";
      case 4 -> random.nextBoolean() ? "true" : "";
      case 5 -> "[" + randomJson(random, depth - 1) + "," + randomJson(random, depth - 1) + "]";
      case 6 -> "{\"msg_id\":\"i\",\"msg_type\":\"t\",\"c\":" + randomJson(random, depth - 1) + "}";
      default -> "{\"a\":" + randomJson(random, depth - 1);
    };
  }

  /// The two sockets on which a usual client cannot send what it likes.
  private static final class WildSockets implements AutoCloseable {
    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket heart = context.socket(SocketType.DEALER);
    private final ZMQ.Socket subscriber = context.socket(SocketType.XSUB);

    WildSockets(dev.gradus.kernel.transport.ConnectionFile file) {
      heart.setLinger(0);
      heart.connect(file.endpoint(file.heartbeatPort()));
      subscriber.setLinger(0);
      subscriber.connect(file.endpoint(file.iopubPort()));
    }

    void beat(List<byte[]> frames) {
      TestClient.sendFrames(heart, frames);
      while (heart.recv(ZMQ.DONTWAIT) != null) {
        // its echoes
      }
    }

    void subscribe(List<byte[]> frames, Random random) {
      byte[] frame = frames.getLast();
      if (frame.length > 0 && random.nextInt(20) == 0) {
        frame[0] = (byte) random.nextInt(2);
      }
      TestClient.sendFrames(subscriber, List.of(frame));
      while (subscriber.recv(ZMQ.DONTWAIT) != null) {
        // welcomes
      }
    }

    @Override
    public void close() {
      heart.close();
      subscriber.close();
      context.term();
    }
  }

  private static void damage(List<byte[]> frames, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> flip(frames.get(2 + random.nextInt(4)), random);
      case 1 -> flip(frames.get(1), random);
      case 2 -> frames.remove(random.nextInt(6));
      case 3 -> {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        frames.set(1 + random.nextInt(5), noise);
      }
      case 4 -> java.util.Collections.swap(frames, 1 + random.nextInt(2), 3 + random.nextInt(2));
      default -> {
        frames.set(1, new byte[random.nextInt(80)]);
        frames.set(5, Json.bytes(content("code", "other")));
      }
    }
  }

  private static void flip(byte[] frame, Random random) {
    if (frame.length > 0) {
      frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }
}
