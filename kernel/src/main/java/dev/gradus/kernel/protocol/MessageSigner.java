package dev.gradus.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs the four JSON frames of a message and checks signatures in constant time. Without a key
/// nothing is signed and everything is accepted, as the protocol says.
public final class MessageSigner {
  private static final byte[] NONE = {};
  private final @Nullable Mac prototype;

  /// @param key the connection file's `key`, empty for none
  /// @param scheme its `signature_scheme`, as `hmac-sha256`
  public MessageSigner(String key, String scheme) {
    prototype = key.isEmpty() ? null : mac(key, scheme);
  }

  private static Mac mac(String key, String scheme) {
    String hash = scheme.replaceFirst("^hmac-", "").replace("-", "").toUpperCase(Locale.ROOT);
    try {
      var mac = Mac.getInstance("Hmac" + hash);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the connection file asks for the signature scheme '"
              + scheme
              + "', which this Java does not know; hmac-sha256 is the usual one",
          e);
    }
  }

  /// True if messages are signed at all.
  public boolean signs() {
    return prototype != null;
  }

  /// The signature as hexadecimal digits; empty without a key.
  public byte[] sign(List<byte[]> frames) {
    if (prototype == null) {
      return NONE;
    }
    try {
      // a copy is much cheaper than looking the algorithm up, and any thread may make one
      var mac = (Mac) prototype.clone();
      frames.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the signature belongs to the frames.
  public boolean matches(byte[] signature, List<byte[]> frames) {
    return prototype == null || MessageDigest.isEqual(sign(frames), signature);
  }
}
