package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// One file in the IDX format of MNIST, packed with gzip or not: a magic number (two zeros, the
/// kind of number, the count of dimensions), the dimensions as big-endian 32-bit numbers, then the
/// data.
///
/// The header is believed only as far as the file really goes: no array is made larger than what
/// has been read.
final class IdxFile {
  static final int IMAGES = 0x0803;
  static final int LABELS = 0x0801;
  private static final int GZIP = 0x1F8B;

  private final Path path;
  private final int[] dims;
  private final byte[] data;
  private final String sha256;

  private IdxFile(Path path, int[] dims, byte[] data, String sha256) {
    this.path = path;
    this.dims = dims;
    this.data = data;
    this.sha256 = sha256;
  }

  Path path() {
    return path;
  }

  int count() {
    return dims[0];
  }

  int dim(int i) {
    return dims[i];
  }

  /// The bytes after the header (not a copy).
  byte[] data() {
    return data;
  }

  /// SHA-256 of the unpacked file, in hexadecimal.
  String sha256() {
    return sha256;
  }

  /// Reads and checks a whole file.
  ///
  /// @param magic [#IMAGES] or [#LABELS]
  /// @throws DataException if the file is missing, damaged, of another kind, too short or too long
  static IdxFile read(Path path, int magic) {
    if (!Files.isRegularFile(path)) {
      throw new DataException("there is no file " + path + ". Check the name and the folder.");
    }
    try (var source = Files.newInputStream(path)) {
      return read(path, source, magic);
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e + ".", e);
    }
  }

  /// As [#read(Path, int)], from an open file; `path` names it in errors.
  static IdxFile read(Path path, InputStream source, int magic) throws IOException {
    try (var raw = new BufferedInputStream(source, 1 << 16);
        var in = new DigestInputStream(unpacked(path, raw), sha256Digest())) {
      int[] dims = header(path, in, magic);
      byte[] data = body(path, in, dims);
      return new IdxFile(
          path, dims, data, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (ZipException e) {
      throw damaged(path, "its packed data is damaged (" + e.getMessage() + ")", e);
    } catch (EOFException e) {
      throw damaged(path, "its packed data stops in the middle", e);
    }
  }

  /// SHA-256 of a file's unpacked bytes, without keeping them.
  static String unpackedSha256(Path path) throws IOException {
    try (var raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        var in = unpacked(path, raw)) {
      var digest = sha256Digest();
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static InputStream unpacked(Path path, BufferedInputStream raw) throws IOException {
    raw.mark(2);
    int first = raw.read() << 8 | raw.read();
    raw.reset();
    if (first == GZIP) {
      return new GZIPInputStream(raw, 1 << 16);
    }
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      throw new DataException(
          path
              + " is named .gz but is not packed with gzip. If it was unpacked on the way, remove"
              + " .gz from its name; otherwise fetch it again.");
    }
    return raw;
  }

  private static int[] header(Path path, InputStream in, int magic) throws IOException {
    int found = number(path, in, "magic number");
    if (found != magic) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s is not a file of %s: it starts with 0x%08X (%s), expected 0x%08X. %s",
              path,
              kind(magic),
              found,
              kind(found),
              magic,
              found == IMAGES || found == LABELS
                  ? "Images and labels are exchanged: check the file names."
                  : "Fetch it again, or convert it to the IDX format with unsigned bytes."));
    }
    var dims = new int[magic & 0xFF];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = number(path, in, "header");
      if (dims[i] <= 0) {
        throw damaged(
            path,
            "its header gives dimension " + i + " as " + Integer.toUnsignedString(dims[i]),
            null);
      }
    }
    return dims;
  }

  private static String kind(int magic) {
    return switch (magic) {
      case IMAGES -> "images";
      case LABELS -> "labels";
      default ->
          switch (magic >>> 8) {
            case 0x08 -> "unsigned bytes of rank " + (magic & 0xFF);
            case 0x09 -> "signed bytes";
            case 0x0B -> "16-bit integers";
            case 0x0C -> "32-bit integers";
            case 0x0D -> "32-bit floats";
            case 0x0E -> "64-bit floats";
            default -> "no IDX file";
          };
    };
  }

  private static int number(Path path, InputStream in, String what) throws IOException {
    byte[] four = in.readNBytes(4);
    if (four.length < 4) {
      throw damaged(path, "it ends within its " + what, null);
    }
    return (four[0] & 0xFF) << 24
        | (four[1] & 0xFF) << 16
        | (four[2] & 0xFF) << 8
        | (four[3] & 0xFF);
  }

  private static byte[] body(Path path, InputStream in, int[] dims) throws IOException {
    long expected = 1;
    for (int dim : dims) {
      expected *= dim;
      if (expected > Integer.MAX_VALUE - 16) {
        throw damaged(
            path, "its header promises more than 2^31 bytes, which no Java array can hold", null);
      }
    }
    // readNBytes grows with what really comes, whatever the header promised
    byte[] data = in.readNBytes((int) expected);
    if (data.length < expected) {
      throw damaged(
          path,
          String.format(
              Locale.ROOT,
              "its header promises %,d bytes of data, but there are %,d",
              expected,
              data.length),
          null);
    }
    long more = in.skip(1 << 20);
    if (more == 0 && in.read() >= 0) {
      more = 1;
    }
    if (more > 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s holds %s more bytes after the %,d that its header promises. It is damaged or two"
                  + " files were joined: fetch it again.",
              path,
              more == 1 << 20 ? "a million or" : Long.toString(more),
              expected));
    }
    return data;
  }

  private static DataException damaged(Path path, String how, @Nullable Throwable cause) {
    String message = path + " is cut off or damaged: " + how + ". Delete it and fetch it again.";
    return cause == null ? new DataException(message) : new DataException(message, cause);
  }
}
