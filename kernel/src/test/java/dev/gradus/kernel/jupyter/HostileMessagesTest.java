package dev.gradus.kernel.jupyter;

import static dev.gradus.kernel.jupyter.TestClient.content;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageSigner;
import dev.gradus.kernel.protocol.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

  /// Some thousand messages, cut, flipped, shuffled and invented, on all sockets.
  @Test
  void fuzzedMessagesKillNothingAndRunNothing() throws Exception {
    var random = new Random(7);
    List<ZMQ.Socket> sockets = List.of(client.shell, client.control, client.stdin);
    for (int i = 0; i < FUZZED; i++) {
      String type = random.nextBoolean() ? "execute_request" : "shutdown_request";
      List<byte[]> frames =
          new ArrayList<>(client.encode(client.message(type, content("code", "fuzzed " + i))));
      damage(frames, random);
      TestClient.sendFrames(sockets.get(random.nextInt(sockets.size())), frames);
    }
    assertOnlyRan();
    assertTrue(Files.size(folder.resolve("kernel.log")) < 2 << 20);
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
