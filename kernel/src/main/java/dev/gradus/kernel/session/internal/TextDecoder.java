package dev.gradus.kernel.session.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns written bytes into text; a character whose bytes come in two writes stays whole.
final class TextDecoder {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = new byte[0];

  synchronized String decode(byte[] bytes, int from, int length) {
    ByteBuffer in;
    if (rest.length == 0) {
      in = ByteBuffer.wrap(bytes, from, length);
    } else {
      in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, from, length).flip();
    }
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }
}
