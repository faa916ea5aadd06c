package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder with the four IDX files of MNIST and the data sets made like it.
///
/// @param path the folder
record IdxFolder(Path path) {

  /// The four files under the name that MNIST's authors gave them, without `.gz`.
  enum Part {
    TRAIN_IMAGES("train-images", IdxFile.IMAGES),
    TRAIN_LABELS("train-labels", IdxFile.LABELS),
    TEST_IMAGES("t10k-images", IdxFile.IMAGES),
    TEST_LABELS("t10k-labels", IdxFile.LABELS);

    private final String stem;
    private final int magic;

    Part(String stem, int magic) {
      this.stem = stem;
      this.magic = magic;
    }

    String fileName() {
      return stem + '-' + ending();
    }

    private String ending() {
      return "idx" + (magic & 0xFF) + "-ubyte";
    }

    /// The names that are tried, in this order.
    private List<String> spellings() {
      return Stream.of(stem, stem.replace("t10k", "test"))
          .distinct()
          .flatMap(s -> Stream.of(s + '-' + ending(), s + '.' + ending()))
          .flatMap(s -> Stream.of(s, s + ".gz"))
          .toList();
    }
  }

  /// The file of a part, if the folder has it.
  Optional<Path> find(Part part) {
    return part.spellings().stream().map(path::resolve).filter(Files::isRegularFile).findFirst();
  }

  /// Whether at least one of the four files is here.
  boolean hasAny() {
    return Arrays.stream(Part.values()).anyMatch(p -> find(p).isPresent());
  }

  /// Reads one of the files.
  ///
  /// @throws DataException if it is missing or not what it should be
  IdxFile read(Part part) {
    return IdxFile.read(find(part).orElseThrow(() -> missing(part)), part.magic);
  }

  private DataException missing(Part part) {
    if (!Files.isDirectory(path)) {
      return new DataException("there is no folder " + path + ". Check the path.");
    }
    return new DataException(
        "the folder "
            + path
            + " has no file "
            + part.fileName()
            + " (or "
            + part.spellings().stream().skip(1).collect(Collectors.joining(", "))
            + "). It holds "
            + contents()
            + ". Four files are needed: images and labels, for train and t10k.");
  }

  private String contents() {
    try (var files = Files.list(path)) {
      var names = files.map(p -> String.valueOf(p.getFileName())).sorted().limit(13).toList();
      return names.isEmpty()
          ? "nothing"
          : String.join(", ", names.subList(0, Math.min(12, names.size())))
              + (names.size() > 12 ? ", ..." : "");
    } catch (IOException e) {
      return "what cannot be listed (" + e.getMessage() + ")";
    }
  }

  /// Both parts of the data.
  ///
  /// @throws DataException if a file is missing or damaged, or the files do not fit together
  DatasetPair load(String name) {
    var files = new EnumMap<Part, IdxFile>(Part.class);
    for (var part : Part.values()) {
      files.put(part, read(part));
    }
    return pair(files, name);
  }

  /// The four files as one pair of data sets.
  static DatasetPair pair(Map<Part, IdxFile> files, String name) {
    var trainImages = file(files, Part.TRAIN_IMAGES);
    var trainLabels = file(files, Part.TRAIN_LABELS);
    var testImages = file(files, Part.TEST_IMAGES);
    var testLabels = file(files, Part.TEST_LABELS);
    if (trainImages.dim(1) != testImages.dim(1) || trainImages.dim(2) != testImages.dim(2)) {
      throw new DataException(
          "the images of "
              + trainImages.path()
              + " are "
              + size(trainImages)
              + " but those of "
              + testImages.path()
              + " are "
              + size(testImages)
              + ". Both must come from the same data set.");
    }
    int classes = Math.max(largest(trainLabels), largest(testLabels)) + 1;
    return new DatasetPair(
        dataset(trainImages, trainLabels, classes).withName(name + " train"),
        dataset(testImages, testLabels, classes).withName(name + " test"));
  }

  private static IdxFile file(Map<Part, IdxFile> files, Part part) {
    return Objects.requireNonNull(files.get(part), part::fileName);
  }

  private static String size(IdxFile images) {
    return images.dim(1) + "x" + images.dim(2);
  }

  static int largest(IdxFile labels) {
    int largest = 0;
    for (byte label : labels.data()) {
      largest = Math.max(largest, label & 0xFF);
    }
    return largest;
  }

  /// Images and their labels as one data set, read as value / 255.
  static Dataset dataset(IdxFile images, IdxFile labels, int classes) {
    if (images.count() != labels.count()) {
      throw new DataException(
          images.path()
              + " holds "
              + images.count()
              + " images but "
              + labels.path()
              + " holds "
              + labels.count()
              + " labels. Every image needs one label: the files do not belong together, or one is"
              + " cut off.");
    }
    var classOf = new int[labels.count()];
    for (int i = 0; i < classOf.length; i++) {
      classOf[i] = labels.data()[i] & 0xFF;
    }
    var shape = Shape.of(1, images.dim(1), images.dim(2));
    return Dataset.wrapBytes(shape, images.data(), classOf, classes, v -> (float) v / 255f);
  }
}
