package dev.gradus.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs the four JSON frames of a message and checks signatures in constant time. Without a key
/// nothing is signed and everything is accepted, as the protocol says.
public final class Signer {
  private static final byte[] NONE = {};
  private final @Nullable SecretKeySpec key;
  private final String algorithm;

  /// @param key the connection file's `key`, empty for none
  /// @param scheme its `signature_scheme`, as `hmac-sha256`
  public Signer(String key, String scheme) {
    this.algorithm =
        "Hmac"
            + scheme.replaceFirst("^hmac-", "").replace("-", "").toUpperCase(java.util.Locale.ROOT);
    this.key =
        key.isEmpty() ? null : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm);
    sign(List.of());
  }

  /// True if messages are signed at all.
  public boolean signs() {
    return key != null;
  }

  /// The signature as hexadecimal digits; empty without a key.
  public byte[] sign(List<byte[]> frames) {
    if (key == null) {
      return NONE;
    }
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(key);
      frames.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the connection file asks for the signature scheme "
              + algorithm
              + ", which this Java does not know; hmac-sha256 is the usual one",
          e);
    }
  }

  /// Whether the signature belongs to the frames.
  public boolean matches(byte[] signature, List<byte[]> frames) {
    return key == null || MessageDigest.isEqual(sign(frames), signature);
  }
}
