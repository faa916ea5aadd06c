package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The MNIST digits of LeCun, Cortes and Burges: local copies first, then the cache, then mirrors.
/// Whatever the source, the unpacked bytes must have the checksums below.
///
/// @param folders where to look and where to keep downloads
/// @param mirrors folders on the web, each ending with `/`, tried in order
/// @param download how to fetch
/// @param checksums SHA-256 of each unpacked file
record Mnist(
    DataFolders folders,
    List<URI> mirrors,
    Download download,
    Map<IdxFolder.Part, String> checksums) {
  static final List<URI> MIRRORS =
      List.of(
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"));

  static final Map<IdxFolder.Part, String> CHECKSUMS =
      Map.of(
          IdxFolder.Part.TRAIN_IMAGES,
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
          IdxFolder.Part.TRAIN_LABELS,
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
          IdxFolder.Part.TEST_IMAGES,
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          IdxFolder.Part.TEST_LABELS,
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  private static final String NAME = "mnist";

  /// Both parts.
  ///
  /// @throws DataException if local files are not MNIST, or nothing could be fetched
  DatasetPair load(ProgressListener listener) {
    var local =
        folders.local().stream()
            .flatMap(folder -> Stream.of(folder.resolve(NAME), folder))
            .map(IdxFolder::new)
            .filter(IdxFolder::hasAny)
            .findFirst();
    return local.isPresent() ? verified(local.get()) : cached(listener);
  }

  private DatasetPair verified(IdxFolder folder) {
    var files = new EnumMap<IdxFolder.Part, IdxFile>(IdxFolder.Part.class);
    for (var part : IdxFolder.Part.values()) {
      var file = folder.read(part);
      if (!file.sha256().equals(checksums.get(part))) {
        throw new DataException(
            file.path()
                + " is a sound IDX file, but not the one of MNIST (SHA-256 of the unpacked bytes"
                + " differs). For data of your own use Datasets.idx(\""
                + folder.path()
                + "\").");
      }
      files.put(part, file);
    }
    return IdxFolder.pair(files, NAME);
  }

  private DatasetPair cached(ProgressListener listener) {
    var folder = new IdxFolder(folders.cache().resolve(NAME));
    if (Arrays.stream(IdxFolder.Part.values()).allMatch(p -> folder.find(p).isPresent())) {
      try {
        return verified(folder);
      } catch (DataException e) {
        // a spoilt cache is no fault of the user's: fetch anew what is not sound
      }
    }
    for (var part : IdxFolder.Part.values()) {
      var file = folder.path().resolve(part.fileName() + ".gz");
      if (!sound(file, part)) {
        fetch(file, part, listener);
      }
    }
    return verified(folder);
  }

  private boolean sound(Path file, IdxFolder.Part part) {
    try {
      return Files.isRegularFile(file) && IdxFile.unpackedSha256(file).equals(checksums.get(part));
    } catch (IOException | DataException e) {
      return false;
    }
  }

  /// Written beside its place and then moved, so that a half file is never seen, not even by
  /// another process that fetches the same.
  private void fetch(Path file, IdxFolder.Part part, ProgressListener listener) {
    var failures = new ArrayList<String>();
    for (URI mirror : mirrors) {
      var source = mirror.resolve(part.fileName() + ".gz");
      var partial = partial(file);
      try {
        download.fetch(source, partial, part.fileName() + ".gz", listener);
        if (sound(partial, part)) {
          Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
          return;
        }
        failures.add(source + ": what arrived is not the file (its checksum differs)");
      } catch (IOException e) {
        failures.add(source + ": " + e.getMessage());
      } finally {
        remove(partial);
      }
    }
    throw lost(failures);
  }

  private static Path partial(Path file) {
    try {
      var folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      return Files.createTempFile(folder, "download", ".part");
    } catch (IOException e) {
      throw new DataException(
          "cannot write to the cache folder "
              + file.toAbsolutePath().getParent()
              + " ("
              + e
              + "). Make it writable, or set XDG_CACHE_HOME (LOCALAPPDATA on Windows) to a folder"
              + " that is.",
          e);
    }
  }

  private static void remove(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      // Windows keeps a file that is still open a moment longer
      partial.toFile().deleteOnExit();
    }
  }

  private DataException lost(List<String> failures) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "MNIST could not be fetched:%n%s%nCheck the connection and run it again. By hand: put"
                + " the four files (%s.gz, ...) into a folder and set %s to it. Without any"
                + " download, Datasets.digits() gives drawn digits of the same size.",
            String.join(System.lineSeparator(), failures.stream().map(f -> "  " + f).toList()),
            IdxFolder.Part.TRAIN_IMAGES.fileName(),
            DataFolders.VARIABLE));
  }
}
