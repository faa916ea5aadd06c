package dev.gradus.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireFormatTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Message message() {
    var content = new JsonObject();
    content.addProperty("text", "é漢😀\u0000\"");
    return new Message(
        List.of(bytes("id 1"), new byte[0]),
        MessageHeader.create("stream", "s"),
        new JsonObject(),
        new JsonObject(),
        content,
        List.of(new byte[] {1, 2}, new byte[0]));
  }

  @Test
  void messagesMakeTheRoundTrip() throws Exception {
    var wire = new WireFormat(new MessageSigner("k", "hmac-sha256"));
    Message sent = message();
    Message got = wire.decode(wire.encode(sent));
    assertEquals(sent.content(), got.content());
    assertEquals(sent.header(), got.header());
    assertEquals(2, got.identities().size());
    assertArrayEquals(new byte[] {1, 2}, got.buffers().getFirst());
  }

  @Test
  void everyChangedFrameIsFound() {
    var signer = new MessageSigner("k", "hmac-sha256");
    List<byte[]> good = new WireFormat(signer).encode(message());
    for (int i = 3; i < 8; i++) {
      var frames = new ArrayList<>(good);
      frames.set(i, bytes("{\"a\":1}"));
      assertThrows(MalformedMessage.class, () -> new WireFormat(signer).decode(frames));
    }
  }

  @Test
  void withoutAKeyNothingIsSignedAndAMessageMayComeTwice() throws Exception {
    var wire = new WireFormat(new MessageSigner("", "hmac-sha256"));
    List<byte[]> frames = wire.encode(message());
    assertEquals(0, frames.get(3).length);
    wire.decode(frames);
    assertEquals("stream", wire.decode(frames).type());
  }

  /// The second test case of RFC 4231.
  @Test
  void signatureIsHmacSha256() {
    byte[] signature =
        new MessageSigner("Jefe", "hmac-sha256")
            .sign(List.of(bytes("what do ya want "), bytes("for nothing?")));
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        new String(signature, StandardCharsets.US_ASCII));
  }

  @Test
  void unknownSchemeIsNamed() {
    var e = assertThrows(IllegalArgumentException.class, () -> new MessageSigner("k", "hmac-foo"));
    assertEquals(true, String.valueOf(e.getMessage()).contains("hmac-foo"));
  }

  @Test
  void replayGuardForgetsTheOldestFirst() {
    var guard = new ReplayGuard(2);
    byte[] a = bytes("a".repeat(64));
    byte[] b = bytes("b".repeat(64));
    byte[] c = bytes("c".repeat(64));
    assertEquals(
        List.of(true, true, false, true),
        List.of(guard.first(a), guard.first(b), guard.first(a), guard.first(c)));
    assertEquals(List.of(false, true), List.of(guard.first(b), guard.first(a)));
  }
}
