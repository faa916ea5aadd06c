package dev.gradus.kernel.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The zip file of `gradus package`: `gradus.jar`, `lib/`, two start scripts, documents. The same
/// class path gives the same bytes: names are sorted, times fixed.
final class Distribution {
  /// A zip file holds local time without a zone: the same wall clock everywhere.
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private static final byte UNIX = 3;
  private static final int REGULAR_FILE = 0100000;

  private final String folder;
  private final List<Path> classPath;
  private final @Nullable Path documents;

  /// @param folder the one folder in the zip file
  /// @param documents folder of README.md and LICENSE; null for none
  Distribution(String folder, List<Path> classPath, @Nullable Path documents) {
    this.folder = folder;
    this.classPath = classPath;
    this.documents = documents;
  }

  /// Writes the file through one beside it, so that it is never half there.
  void write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid();
    Path work = target.resolveSibling(name);
    try {
      Files.write(work, bytes());
      Files.move(work, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(work);
    }
  }

  private byte[] bytes() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      fill(zip);
    }
    byte[] file = bytes.toByteArray();
    permit(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    return file;
  }

  private void fill(ZipOutputStream zip) throws IOException {
    add(zip, "gradus", script("gradus.sh").getBytes(StandardCharsets.UTF_8));
    String cmd = script("gradus.cmd").replace("\n", "\r\n");
    add(zip, "gradus.cmd", cmd.getBytes(StandardCharsets.UTF_8));
    if (documents != null) {
      for (String name : List.of("LICENSE", "README.md")) {
        add(zip, name, Files.readAllBytes(documents.resolve(name)));
      }
    }
    var names = new ArrayList<String>();
    for (Path entry : sorted()) {
      String name = "lib/" + unique(ApplicationCopy.jarName(entry), names);
      names.add(name);
      add(zip, name, content(entry));
    }
    byte[] launcher = LauncherJar.bytes(names, GradusMain.class.getName());
    add(zip, LauncherJar.NAME, launcher);
  }

  /// `java -cp lib/*` gives the jars in the order in which the folder lists them, which is any.
  private List<Path> sorted() {
    return classPath.stream()
        .filter(entry -> !entry.endsWith(LauncherJar.NAME))
        .sorted(Comparator.comparing(ApplicationCopy::jarName).thenComparing(Path::toString))
        .toList();
  }

  private static String unique(String name, List<String> taken) {
    var all = new HashSet<>(taken);
    String free = name;
    for (int i = 2; all.contains("lib/" + free); i++) {
      free = i + "-" + name;
    }
    return free;
  }

  private static byte[] content(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      return Files.readAllBytes(entry);
    }
    var bytes = new ByteArrayOutputStream();
    ApplicationCopy.pack(entry, bytes);
    return bytes.toByteArray();
  }

  private void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(folder + "/" + name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /// Writes what a file may be used for into the zip file's directory, for which Java's writer has
  /// no method: the start script is a program, all may read everything. Offsets are those of the
  /// format (APPNOTE 4.3.12 and 4.3.16).
  private void permit(ByteBuffer zip) {
    int end = zip.limit() - 22;
    int entries = zip.getShort(end + 10) & 0xffff;
    int at = zip.getInt(end + 16);
    for (int i = 0; i < entries; i++) {
      byte[] name = new byte[zip.getShort(at + 28)];
      zip.get(at + 46, name);
      boolean program = new String(name, StandardCharsets.UTF_8).equals(folder + "/gradus");
      zip.put(at + 5, UNIX);
      zip.putInt(at + 38, (REGULAR_FILE | (program ? 0755 : 0644)) << 16);
      at += 46 + name.length + zip.getShort(at + 30) + zip.getShort(at + 32);
    }
  }

  private static String script(String name) throws IOException {
    try (InputStream in = Distribution.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
