package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Messages to frames and back: identities, delimiter, signature, four JSON objects, buffers.
///
/// Any thread may encode and decode.
public final class WireFormat {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int REMEMBERED = 1 << 16;

  private final MessageSigner signer;
  private final ReplayGuard replays = new ReplayGuard(REMEMBERED);

  /// With the signer of the connection file.
  public WireFormat(MessageSigner signer) {
    this.signer = signer;
  }

  /// The frames of a message.
  public List<byte[]> encode(Message message) {
    List<byte[]> json =
        List.of(
            Json.bytes(message.header().json()),
            Json.bytes(message.parent()),
            Json.bytes(message.metadata()),
            Json.bytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signer.sign(json));
    frames.addAll(json);
    frames.addAll(message.buffers());
    return frames;
  }

  /// The message in the frames; its signature is checked before any of its JSON is read.
  public Message decode(List<byte[]> frames) throws MalformedMessage {
    int at = 0;
    while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
      at++;
    }
    if (at == frames.size()) {
      throw new MalformedMessage("no delimiter frame among " + at + " frames");
    }
    if (frames.size() < at + 6) {
      throw new MalformedMessage((frames.size() - at) + " frames from the delimiter on, not 6");
    }
    byte[] signature = frames.get(at + 1);
    List<byte[]> json = List.copyOf(frames.subList(at + 2, at + 6));
    if (!signer.matches(signature, json)) {
      throw new MalformedMessage("wrong signature");
    }
    if (signer.signs() && !replays.first(signature)) {
      throw new MalformedMessage("signature seen before");
    }
    JsonObject header = Json.parse(json.get(0));
    return new Message(
        List.copyOf(frames.subList(0, at)),
        MessageHeader.of(header),
        Json.parse(json.get(1)),
        Json.parse(json.get(2)),
        Json.parse(json.get(3)),
        List.copyOf(frames.subList(at + 6, frames.size())));
  }
}
