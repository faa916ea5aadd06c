package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Data sets by name: `Datasets.digits()` is always there, `Datasets.mnist()` is fetched once,
/// `Datasets.idx(folder)` reads files of your own.
public final class Datasets {
  private static final int DIGITS_TRAIN = 6000;
  private static final int DIGITS_TEST = 2000;
  private static final long DIGITS_SEED = 42;
  private static final long DOWNLOAD_LIMIT = 64L << 20;

  private Datasets() {}

  /// MNIST: 60,000 and 10,000 handwritten digits, `[1, 28, 28]`, values 0 to 1, ten classes.
  ///
  /// Looks in the folder that the environment variable `GRADUS_DATA` names (and its subfolder
  /// `mnist`), then in the cache (`~/.cache/gradus/mnist`), then downloads 11 MB.
  ///
  /// @throws DataException if `GRADUS_DATA` names no folder, its files are not MNIST, or nothing
  ///   could be fetched; the message says what was tried and what to do
  /// @throws dev.gradus.engine.InterruptedRunException if the thread is interrupted
  public static DatasetPair mnist() {
    return mnist(ProgressListener.NONE);
  }

  /// As [#mnist()], telling a listener how far a download has come.
  ///
  /// @throws DataException if the files are not there and cannot be fetched, or are damaged
  public static DatasetPair mnist(ProgressListener listener) {
    var download = new Download(Duration.ofSeconds(20), DOWNLOAD_LIMIT);
    return new Mnist(DataFolders.current(), Mnist.MIRRORS, download, Mnist.CHECKSUMS)
        .load(listener);
  }

  /// The data of a folder with four IDX files: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`
  /// and the same with `t10k`; `.idx3` and `test` are understood too, each packed (`.gz`) or not.
  /// There are as many classes as the largest label says; values are 0 to 1.
  ///
  /// @throws DataException if a file is missing, damaged or does not fit the others
  public static DatasetPair idx(Path folder) {
    Given.one("the folder", folder);
    var name = folder.toAbsolutePath().normalize().getFileName();
    return new IdxFolder(folder).load(name == null ? "idx" : name.toString());
  }

  /// As [#idx(Path)].
  ///
  /// @throws DataException if a file is missing, damaged or does not fit the others
  public static DatasetPair idx(String folder) {
    Given.one("the folder", folder);
    return idx(path(folder));
  }

  /// One IDX file of images and one of labels.
  ///
  /// @throws DataException if a file is missing, damaged or does not fit the other
  public static Dataset idx(Path images, Path labels) {
    Given.one("the images", images);
    Given.one("the labels", labels);
    var pictures = IdxFile.read(images, IdxFile.IMAGES);
    var answers = IdxFile.read(labels, IdxFile.LABELS);
    return IdxFolder.dataset(pictures, answers, IdxFolder.largest(answers) + 1)
        .withName(String.valueOf(images.getFileName()));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new DataException("\"" + text + "\" is not a path: " + e.getReason() + ".", e);
    }
  }

  /// Digits drawn by a program as people write them, 6,000 to train and 2,000 to test with: `[1,
  /// 28, 28]`, values 0 to 1, ten classes, white on black. Needs no file and no network, and is
  /// about as hard as the same number of MNIST's digits.
  public static DatasetPair digits() {
    return digits(DIGITS_TRAIN, DIGITS_TEST, DIGITS_SEED);
  }

  /// As [#digits()], as many as you like. Fewer are the first of more; every ten samples in a row
  /// hold each digit once. Same seed, same bytes, on every machine.
  ///
  /// @throws DataException if a number is not 1 to 2,000,000
  public static DatasetPair digits(int train, int test, long seed) {
    return new DatasetPair(
        new DrawnDigits(seed, 0).dataset(count(train, "train"), "digits train"),
        new DrawnDigits(seed, 1).dataset(count(test, "test"), "digits test"));
  }

  private static int count(int n, String what) {
    int most = 2_000_000;
    if (n < 1 || n > most) {
      throw new DataException(
          String.format(
              Locale.ROOT, "cannot draw %,d digits to %s with. Ask for 1 to %,d.", n, what, most));
    }
    return n;
  }

  /// The names that [#named] knows.
  public static List<String> names() {
    return List.of("digits", "mnist");
  }

  /// A data set by its name, in upper or lower case.
  ///
  /// @throws DataException if there is none of this name; the message gives the nearest and all
  public static DatasetPair named(String name) {
    Given.one("the name", name);
    return named(name, ProgressListener.NONE);
  }

  /// As [#named(String)], telling a listener how far a download has come.
  ///
  /// @throws DataException for another name; the message lists the names
  public static DatasetPair named(String name, ProgressListener listener) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "digits" -> digits();
      case "mnist" -> mnist(listener);
      default -> throw unknown(name);
    };
  }

  private static DataException unknown(String name) {
    var nearest = Spelling.nearest(name.strip().toLowerCase(Locale.ROOT), names());
    return new DataException(
        "there is no data set named \""
            + name
            + "\""
            + nearest.map(n -> ", did you mean " + n + "?").orElse(".")
            + " Known: "
            + String.join(", ", names())
            + ". For IDX files of your own use Datasets.idx(folder).");
  }
}
