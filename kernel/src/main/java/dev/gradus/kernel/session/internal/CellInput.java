package dev.gradus.kernel.session.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// `System.in` of cells: asks the front end for a line when one is read.
final class CellInput extends InputStream {
  private final InputStream real;
  private byte[] line = new byte[0];
  private int position;

  CellInput(InputStream real) {
    this.real = real;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    CellContext context = CellContext.current();
    if (context == null) {
      return real.read(into, from, length);
    }
    if (length == 0) {
      return 0;
    }
    synchronized (this) {
      if (position == line.length) {
        fill(context);
      }
      int count = Math.min(length, line.length - position);
      System.arraycopy(line, position, into, from, count);
      position += count;
      return count;
    }
  }

  @Override
  public synchronized int available() throws IOException {
    return CellContext.current() == null ? real.available() : line.length - position;
  }

  private void fill(CellContext context) throws IOException {
    context.outputs().flush();
    try {
      line = (context.input().readLine("", false) + "\n").getBytes(StandardCharsets.UTF_8);
      position = 0;
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
