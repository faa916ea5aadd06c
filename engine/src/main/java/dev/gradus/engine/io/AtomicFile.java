package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Writes a file all or nothing: into a temporary file in the same folder, forced to the disk, then
/// moved over the old one in one step. Whenever the program or the machine stops, the file is the
/// old one or the new one.
///
/// A program that is killed leaves its temporary file, `.NAME.*.gradus-tmp`. Nothing reads it, and
/// the next save under the same name removes it if it is older than a minute and nobody holds it.
/// An interrupted thread finishes its save.
public final class AtomicFile {
  static final String SUFFIX = ".gradus-tmp";
  private static final Duration STALE = Duration.ofMinutes(1);

  /// Tells this program's temporary files from others'.
  private static final String MINE = UUID.randomUUID().toString();

  private AtomicFile() {}

  /// What goes into the file.
  @FunctionalInterface
  public interface Body {
    /// Writes everything; must not close the stream.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes the file; a link is followed.
  ///
  /// @throws DataException if it cannot be written; an old file is then untouched
  public static void write(Path path, Body body) {
    try {
      var target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      var folder = target.getParent();
      if (folder == null || Files.isDirectory(target)) {
        throw new DataException(
            "cannot save to " + path + ": it is a folder. Give the name of a file in it.");
      }
      if (!Files.isDirectory(folder)) {
        throw new DataException(
            "cannot save to "
                + path
                + ": there is no folder "
                + folder
                + ". Make it with Files.createDirectories, or correct the path.");
      }
      write(target, folder, body);
    } catch (IOException | UnsupportedOperationException e) {
      throw new DataException(
          "cannot save to "
              + path
              + ": "
              + e
              + ". An older file of this name is untouched. Check the free space and that you may"
              + " write there.",
          e);
    }
  }

  private static void write(Path target, Path folder, Body body) throws IOException {
    var prefix = "." + target.getFileName() + ".";
    sweep(folder, prefix);
    var temporary = folder.resolve(prefix + MINE + "-" + UUID.randomUUID() + SUFFIX);
    try {
      fill(temporary, body);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(folder);
  }

  /// Streams of java.io, because channels close when their thread is interrupted.
  private static void fill(Path temporary, Body body) throws IOException {
    try (var file = new FileOutputStream(temporary.toFile());
        var lock = file.getChannel().tryLock()) {
      var out = new BufferedOutputStream(file, 1 << 16);
      body.writeTo(out);
      out.flush();
      if (lock != null && !lock.isValid()) {
        throw new IOException("the lock on " + temporary + " was lost");
      }
      file.getFD().sync();
    }
  }

  /// Forces the new name to the disk, where the system can.
  private static void force(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and needs no such call
    }
  }

  private static void sweep(Path folder, String prefix) throws IOException {
    try (var files =
        Files.newDirectoryStream(
            folder,
            f -> {
              var name = String.valueOf(f.getFileName());
              return name.startsWith(prefix) && name.endsWith(SUFFIX) && !name.contains(MINE);
            })) {
      for (var file : files) {
        if (stale(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /// Old, and its writer is gone: the system drops the locks of dead programs.
  private static boolean stale(Path file) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(STALE))) {
        return false;
      }
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
          var lock = channel.tryLock()) {
        return lock != null;
      }
    } catch (IOException | OverlappingFileLockException e) {
      return false; // gone already, or in use
    }
  }
}
