package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.List;

/// One message of the Jupyter protocol.
///
/// @param identities routing frames (or the topic, on iopub)
/// @param header who, when, what
/// @param parent header of the message that caused this one; empty if none did
/// @param metadata free-form
/// @param content what the type says
/// @param buffers binary frames
public record Message(
    List<byte[]> identities,
    MessageHeader header,
    JsonObject parent,
    JsonObject metadata,
    JsonObject content,
    List<byte[]> buffers) {

  /// The message type.
  public String type() {
    return header.type();
  }
}
