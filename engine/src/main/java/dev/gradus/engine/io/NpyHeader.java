package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The header of a `.npy` file: a magic number, a version, and a Python dictionary with `descr`,
/// `fortran_order` and `shape`. Source: NumPy enhancement proposal 1.
///
/// @param bigEndian whether the highest byte of a number comes first
/// @param fortran whether the first dimension runs fastest
record NpyHeader(DType dtype, boolean bigEndian, boolean fortran, Shape shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_LENGTH = 1 << 16;
  private static final int MAX_RANK = 64;

  long byteSize() {
    return (long) shape.size() * dtype.bytes();
  }

  /// The header as NumPy writes it, version 1.0, its length a multiple of 64.
  byte[] toBytes() {
    var dims = new StringBuilder("(");
    for (int size : shape.dims()) {
      dims.append(size).append(", ");
    }
    if (shape.rank() == 1) {
      dims.setLength(dims.length() - 1); // (3,)
    } else if (shape.rank() > 1) {
      dims.setLength(dims.length() - 2); // (3, 4)
    }
    var text =
        String.format(
            Locale.ROOT,
            "{'descr': '%s%s', 'fortran_order': False, 'shape': %s), }",
            dtype.bytes() == 1 ? "|" : "<",
            dtype.numpy(),
            dims);
    int length = Math.ceilDiv(10 + text.length() + 1, 64) * 64;
    var bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(MAGIC, 0, bytes, 0, 6);
    bytes[6] = 1;
    bytes[7] = 0;
    bytes[8] = (byte) (length - 10);
    bytes[9] = (byte) ((length - 10) >> 8);
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, text.length());
    bytes[length - 1] = '\n';
    return bytes;
  }

  /// Reads a header; `where` names the file in errors.
  static NpyHeader read(String where, InputStream in) throws IOException {
    var start = in.readNBytes(8);
    if (start.length < 8 || !java.util.Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw damaged(where, "it does not start as a .npy file does");
    }
    int version = start[6];
    if (version < 1 || version > 3 || start[7] != 0) {
      throw damaged(
          where, "it has version " + start[6] + "." + start[7] + ", known are 1.0 to 3.0");
    }
    var size = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = length << 8 | (size[i] & 0xFF);
    }
    if (length > MAX_LENGTH) {
      throw damaged(where, "its header should have " + length + " bytes, more than 65,536");
    }
    var bytes = in.readNBytes((int) length);
    if (size.length < (version == 1 ? 2 : 4) || bytes.length < length) {
      throw damaged(where, "it ends within its header");
    }
    var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return new Dictionary(where, new String(bytes, charset)).header();
  }

  static DataException damaged(String where, String how) {
    return new DataException(
        where
            + " is not a .npy file that can be read: "
            + how
            + ". Save it again with numpy.save, or check that it is the right file.");
  }

  /// A reader of the dictionary: strings, True, False and tuples of whole numbers.
  private static final class Dictionary {
    private final String where;
    private final String text;
    private int at;

    Dictionary(String where, String text) {
      this.where = where;
      this.text = text;
    }

    NpyHeader header() {
      String descr = null;
      Boolean fortran = null;
      Shape shape = null;
      expect('{');
      while (peek() != '}') {
        var key = string();
        expect(':');
        boolean again =
            switch (key) {
              case "descr" -> descr != null;
              case "fortran_order" -> fortran != null;
              case "shape" -> shape != null;
              default -> throw wrong("the key " + SafetensorsHeader.quoted(key) + " is not known");
            };
        if (again) {
          throw wrong(key + " is there twice");
        }
        switch (key) {
          case "descr" -> descr = description();
          case "fortran_order" -> fortran = truth();
          default -> shape = shape(numbers());
        }
        if (peek() != '}') {
          expect(',');
        }
      }
      expect('}');
      if (at < text.length() && !text.substring(at).isBlank()) {
        throw wrong("it goes on after the closing }");
      }
      if (descr == null || fortran == null || shape == null) {
        throw wrong("it needs descr, fortran_order and shape");
      }
      return typed(descr, fortran, shape);
    }

    private NpyHeader typed(String descr, boolean fortran, Shape shape) {
      char order = descr.isEmpty() ? ' ' : descr.charAt(0);
      boolean ordered = "<>|=".indexOf(order) >= 0;
      var code = ordered ? descr.substring(1) : descr;
      var dtype = DType.ofNumpy(code.equals("?") ? "b1" : code);
      if (dtype.isEmpty()) {
        throw wrong(
            "it holds "
                + SafetensorsHeader.quoted(descr)
                + (code.startsWith("O")
                    ? ", Python objects, which only Python can read"
                    : ", which is none of f2, f4, f8, i1 to i8, u1 to u8 and b1"));
      }
      boolean nativeOrder = order == '=' || !ordered;
      boolean big =
          order == '>' || (nativeOrder && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
      return new NpyHeader(dtype.get(), big, fortran, shape);
    }

    private DataException wrong(String how) {
      return damaged(where, "its header is wrong: " + how);
    }

    /// The next character that is no blank, or 0 at the end.
    private char peek() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c) {
      if (peek() != c) {
        throw wrong("expected " + c + " at character " + at);
      }
      at++;
    }

    private String description() {
      if (peek() == '[') {
        throw wrong("it holds records of several fields; save each field by itself");
      }
      return string();
    }

    private String string() {
      char quote = peek();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw wrong("expected a string at character " + at);
      }
      var string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private boolean truth() {
      peek();
      for (var word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw wrong("fortran_order must be True or False");
    }

    private List<Integer> numbers() {
      var numbers = new ArrayList<Integer>();
      expect('(');
      while (peek() != ')') {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
          at++;
        }
        if (at == start || at - start > 18 || numbers.size() == MAX_RANK) {
          throw wrong("expected at most 64 whole numbers of at most 18 digits as shape");
        }
        long size = Long.parseLong(text.substring(start, at));
        if (size > Integer.MAX_VALUE) {
          throw wrong("a dimension of " + size + " is more than a Java array holds");
        }
        numbers.add((int) size);
        if (peek() == 'L') {
          at++; // written by Python 2
        }
        if (peek() != ')') {
          expect(',');
        }
      }
      expect(')');
      return numbers;
    }

    private Shape shape(List<Integer> sizes) {
      long count = 1;
      for (int size : sizes) {
        count *= size;
        if (count > Integer.MAX_VALUE) {
          throw wrong("the shape " + sizes + " has more numbers than a Java array holds");
        }
      }
      return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
