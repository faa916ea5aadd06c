package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Samples in memory with the answers that belong to them: class labels or, for regression,
/// numbers.
///
/// Immutable; every change (`take`, `shuffle`, `pad`, ...) gives a new view that shares the stored
/// numbers. Images of bytes stay bytes and become floats when they are read. Positions count from 0
/// within this view.
///
/// ```java
/// var data = Dataset.of(Shape.of(2), new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 1, 1, 0}, 2);
/// var pair = Datasets.digits();
/// var few = pair.train().take(500).pad(2);      // 500 samples of [1, 32, 32]
/// ```
///
/// Errors: DataException for positions, parts or fractions that leave no sample or are not there,
/// for shapes that hold another count of numbers, and for classes of data that have none;
/// ShapeException for a change of images where samples are not [channels, height, width].
public final class Dataset {
  private final String name;
  private final Samples samples;
  private final Shape inputShape;
  private final int inputSize;
  private final Targets targets;
  private final Shape targetShape;
  private final int targetSize;
  private final List<String> classNames;
  private final int[] index;

  Dataset(
      String name,
      Samples samples,
      Shape inputShape,
      Targets targets,
      List<String> classNames,
      int[] index) {
    this.name = name;
    this.samples = samples;
    this.inputShape = inputShape;
    this.inputSize = inputShape.size();
    this.targets = targets;
    this.targetShape = targets.shape();
    this.targetSize = targetShape.size();
    this.classNames = classNames;
    this.index = index;
  }

  // ---- making one ----

  /// Samples of floats with a class for each.
  ///
  /// @param inputShape shape of one sample, such as `[1, 28, 28]` or `[4]`
  /// @param inputs all samples one after another, row-major; copied
  /// @param labels class of each sample, from 0; copied
  /// @param classes number of classes
  /// @throws DataException if counts differ, a label is out of range, or an input is NaN or
  ///   infinite
  public static Dataset of(Shape inputShape, float[] inputs, int[] labels, int classes) {
    return Making.floats(inputShape, inputs, labels, classes);
  }

  /// Rows of numbers with a class for each; there are as many classes as the largest label says.
  ///
  /// @throws DataException if rows differ in length, counts differ, or a number is NaN or infinite
  public static Dataset of(float[][] rows, int[] labels) {
    return Making.rows(rows, labels);
  }

  /// Samples of unsigned bytes (0 to 255), read as value / 255, with a class for each.
  ///
  /// @throws DataException if counts differ or a label is out of range
  public static Dataset ofBytes(Shape inputShape, byte[] inputs, int[] labels, int classes) {
    return wrapBytes(
        inputShape,
        Given.one("the list of inputs", inputs).clone(),
        labels,
        classes,
        v -> (float) v / 255f);
  }

  /// Samples of unsigned bytes (0 to 255), read as value * scale + shift, with a class for each.
  ///
  /// @throws DataException if counts differ or a label is out of range
  public static Dataset ofBytes(
      Shape inputShape, byte[] inputs, int[] labels, int classes, float scale, float shift) {
    var value = Making.scaled(scale, shift);
    return wrapBytes(
        inputShape, Given.one("the list of inputs", inputs).clone(), labels, classes, value);
  }

  /// Without a copy: the caller gives the array away.
  static Dataset wrapBytes(
      Shape inputShape, byte[] inputs, int[] labels, int classes, DoubleUnaryOperator value) {
    return Making.bytes(inputShape, inputs, labels, classes, value);
  }

  /// Samples with a class at every step, as the next token of a text: labels of a shape.
  ///
  /// @param inputShape shape of one sample, as `[steps]` for token numbers or `[steps, features]`
  /// @param labelShape shape of the labels of one sample, as `[steps]`
  /// @param labels classes from 0; -1 where a step is padding and does not count
  /// @throws DataException if counts differ, a label is out of range, or an input is NaN or
  ///   infinite
  public static Dataset sequences(
      Shape inputShape, float[] inputs, Shape labelShape, int[] labels, int classes) {
    return Making.sequences(inputShape, inputs, labelShape, labels, classes);
  }

  /// All windows of a time series, `[length, 1]`, each with the number to forecast, `[1]`: that
  /// which lies `horizon` steps after the window's last. In order; split by take and skip, not at
  /// random, lest windows to test with overlap those to train with.
  ///
  /// @throws DataException if no window fits into the series
  public static Dataset windows(float[] series, int length, int horizon) {
    return Making.windows(series, length, horizon);
  }

  /// Samples with numbers to predict.
  ///
  /// @param inputShape shape of one sample
  /// @param inputs all samples one after another; copied
  /// @param targetShape shape of one target, `[1]` for a single number
  /// @param targets all targets one after another; copied
  /// @throws DataException if counts differ or a number is NaN or infinite
  public static Dataset regression(
      Shape inputShape, float[] inputs, Shape targetShape, float[] targets) {
    return Making.regression(inputShape, inputs, targetShape, targets);
  }

  // ---- asking ----

  /// The number of samples, 1 or more.
  public int size() {
    return index.length;
  }

  /// The shape of one sample, such as `[1, 28, 28]`.
  public Shape inputShape() {
    return inputShape;
  }

  /// The number of classes; 0 for regression.
  public int classes() {
    return classNames.size();
  }

  /// The name of each class; none for regression.
  public List<String> classNames() {
    return classNames;
  }

  /// The name shown in figures and summaries.
  public String name() {
    return name;
  }

  /// Whether the answers are classes.
  public boolean isClassification() {
    return targets instanceof Targets.Labels;
  }

  /// The shape of one target: `[]` for a class label, `[steps]` for one at every step.
  public Shape targetShape() {
    return targetShape;
  }

  /// The class of a sample.
  ///
  /// @throws DataException if there is no such sample, or the targets are numbers
  public int label(int i) {
    return labelArray("label")[at(i)];
  }

  /// The class of each sample, in order (a copy).
  ///
  /// @throws DataException if the targets are numbers
  public int[] labels() {
    int[] all = labelArray("labels");
    return Arrays.stream(index).map(i -> all[i]).toArray();
  }

  /// The numbers of one sample, row-major (a copy).
  public float[] input(int i) {
    var values = new float[inputSize];
    samples.read(at(i), 0, inputSize, values, 0);
    return values;
  }

  /// The target of one sample: its numbers in row-major order, or its class as a single number (a
  /// copy).
  public float[] target(int i) {
    var values = new float[targetSize];
    targets.read(at(i), values, 0);
    return values;
  }

  /// Copies `count` samples one after another: those at positions `order[from]`, `order[from + 1]`,
  /// ... of this view. Allocates nothing.
  ///
  /// @throws DataException if `order` or `destination` is too short, or a position is none
  public void gatherInputs(int[] order, int from, int count, float[] destination, int offset) {
    Checks.gather(order, from, count, destination, offset, inputSize);
    for (int i = 0; i < count; i++) {
      samples.read(at(order[from + i]), 0, inputSize, destination, offset + i * inputSize);
    }
  }

  /// As [#gatherInputs], for the targets, each of the size of the target shape; a class is its
  /// index as a float.
  public void gatherTargets(int[] order, int from, int count, float[] destination, int offset) {
    Checks.gather(order, from, count, destination, offset, targetSize);
    for (int i = 0; i < count; i++) {
      targets.read(at(order[from + i]), destination, offset + i * targetSize);
    }
  }

  /// How many samples each class has.
  public int[] classCounts() {
    int[] all = labelArray("classCounts");
    var counts = new int[classes()];
    for (int i : index) {
      counts[all[i]]++;
    }
    return counts;
  }

  /// The mean of all inputs.
  public double mean() {
    return Statistics.mean(samples, index);
  }

  /// The standard deviation of all inputs about their mean.
  public double std() {
    return Statistics.std(samples, index);
  }

  // ---- choosing samples ----

  /// The first `n` samples.
  public Dataset take(int n) {
    return range("take(" + n + ")", 0, n);
  }

  /// All samples but the first `n`.
  public Dataset skip(int n) {
    return range("skip(" + n + ")", n, size());
  }

  /// The samples at positions `from` (inclusive) to `to` (exclusive).
  public Dataset slice(int from, int to) {
    return range("slice(" + from + ", " + to + ")", from, to);
  }

  private Dataset range(String call, int from, int to) {
    if (from < 0 || to > size() || from >= to) {
      throw new DataException(
          call
              + " of "
              + size()
              + " samples "
              + (from >= to && from >= 0 && to <= size()
                  ? "would leave none."
                  : "reaches outside them.")
              + " Ask for 1 to "
              + size()
              + " samples at positions 0 to "
              + (size() - 1)
              + ".");
    }
    return withIndex(Arrays.copyOfRange(index, from, to));
  }

  /// The samples at these positions, in this order; a position may come twice.
  public Dataset subset(int... positions) {
    return withIndex(
        Arrays.stream(Given.one("the list of positions", positions)).map(this::at).toArray());
  }

  /// All samples in a random order that depends on the seed alone.
  public Dataset shuffle(long seed) {
    return subset(new Philox(seed, 0).permutation(size()));
  }

  /// The samples whose label passes; classes keep their numbers.
  ///
  /// @throws DataException if no sample is left
  public Dataset filter(IntPredicate byLabel) {
    int[] all = labelArray("filter");
    Given.one("the condition on labels", byLabel);
    return withIndex(Arrays.stream(index).filter(i -> byLabel.test(all[i])).toArray());
  }

  /// Splits at random: `fraction` of the samples (rounded) to train with, the rest to test with.
  ///
  /// @param fraction above 0 and below 1
  public DatasetPair split(double fraction, long seed) {
    int first = Splits.first(size(), fraction);
    var mixed = shuffle(seed);
    return new DatasetPair(
        mixed.take(first).withName(name + " train"), mixed.skip(first).withName(name + " test"));
  }

  /// As [#split], with every class divided in the same proportion.
  public DatasetPair splitStratified(double fraction, long seed) {
    labelArray("splitStratified");
    var parts = Splits.stratified(labels(), classes(), fraction, seed);
    return new DatasetPair(
        subset(parts.get(0)).withName(name + " train"),
        subset(parts.get(1)).withName(name + " test"));
  }

  /// These samples and then those of another data set of the same shapes and classes.
  public Dataset concat(Dataset other) {
    if (!inputShape.equals(Given.one("the other data set", other).inputShape)
        || !targetShape.equals(other.targetShape)
        || classes() != other.classes()) {
      throw new DataException(
          "cannot join " + this + " and " + other + ": shapes and classes must be the same.");
    }
    int here = samples.count();
    var order = Arrays.copyOf(index, size() + other.size());
    for (int i = 0; i < other.size(); i++) {
      order[size() + i] = here + other.index[i];
    }
    return new Dataset(
        name,
        new Samples.Joined(samples, other.samples),
        inputShape,
        targets.then(other.targets),
        classNames,
        order);
  }

  /// Several inputs for each sample: those of this data set and, behind them, those of others, for
  /// a model with several inputs. Each input has the name of its data set; the targets are those of
  /// this one.
  ///
  /// ```java
  /// var data = images.withName("image").beside(words.withName("words"));
  /// ```
  ///
  /// A sample's shape is `[numbers of all inputs together]`; [#parts()] says which lie where.
  ///
  /// @throws DataException if the numbers of samples differ or two have the same name
  public Dataset beside(Dataset... others) {
    var all = Beside.of(this, Given.all("data set", others));
    var answers =
        isClassification()
            ? new Targets.Labels(labelRows(), targetShape)
            : new Targets.Values(targetRows(List.of(this)), targetShape, besideTargets());
    return new Dataset(name, all, Shape.of(all.width()), answers, classNames, identity(size()));
  }

  /// The same samples with several targets: those of this data set and, behind them, those of
  /// others, a class as one number; for a model with several outputs.
  ///
  /// @throws DataException if the numbers of samples differ
  public Dataset targetsBeside(Dataset... others) {
    var all = new ArrayList<Dataset>();
    all.add(this);
    for (var other : Given.all("data set", others)) {
      if (other.size() != size()) {
        throw new DataException(
            "targets side by side need equally many samples, but "
                + this
                + " and "
                + other
                + " have "
                + size()
                + " and "
                + other.size()
                + ". Take as many of both with take(n).");
      }
      all.add(other);
    }
    int width = all.stream().mapToInt(d -> d.targetSize).sum();
    var parts = all.stream().flatMap(d -> d.targetParts().stream()).toList();
    var values = new Targets.Values(targetRows(all), Shape.of(width), parts);
    return new Dataset(
        name, new Samples.Chosen(samples, index), inputShape, values, List.of(), identity(size()));
  }

  /// The targets that lie one behind the other in a sample, for data made with [#targetsBeside];
  /// otherwise the only one.
  public List<TargetPart> targetParts() {
    var several = besideTargets();
    return several.isEmpty() ? List.of(new TargetPart(targetShape, classes())) : several;
  }

  private List<TargetPart> besideTargets() {
    return targets instanceof Targets.Values v ? v.parts : List.of();
  }

  private int[] labelRows() {
    var rows = targetRows(List.of(this));
    return IntStream.range(0, rows.length).map(i -> (int) rows[i]).toArray();
  }

  private float[] targetRows(List<Dataset> from) {
    int width = from.stream().mapToInt(d -> d.targetSize).sum();
    var rows = new float[size() * width];
    for (int i = 0; i < size(); i++) {
      int at = i * width;
      for (var data : from) {
        data.targets.read(data.at(i), rows, at);
        at += data.targetSize;
      }
    }
    return rows;
  }

  /// Some of the input numbers of a sample.
  void read(int position, int start, int length, float[] to, int at) {
    samples.read(at(position), start, length, to, at);
  }

  /// The inputs that lie one behind the other in a sample, for data made with [#beside]; otherwise
  /// none.
  public List<Part> parts() {
    return samples.parts();
  }

  // ---- changing inputs ----

  /// Images with a border of zeros (the background) on all sides: `[1, 28, 28]` becomes `[1, 32,
  /// 32]` with `pad(2)`. Pad before [#normalize], which then changes the border too.
  public Dataset pad(int border) {
    if (border < 0) {
      throw new DataException("a border of " + border + " pixels is not possible. Give 0 or more.");
    }
    var from = Planes.of(inputShape, "pad");
    var to = new Planes(from.channels(), from.height() + 2 * border, from.width() + 2 * border);
    var shape = inputShape.with(-2, to.height()).with(-1, to.width());
    return withInputs(new Samples.Canvas(samples, from, to, border, border, 0f), shape);
  }

  /// Images moved by `dx` pixels to the right and `dy` down (negative: left, up); zeros come in,
  /// what leaves the image is lost.
  public Dataset shift(int dx, int dy) {
    var planes = Planes.of(inputShape, "shift");
    return withInputs(new Samples.Canvas(samples, planes, planes, dy, dx, 0f), inputShape);
  }

  /// Inputs as `(x - mean) / std`.
  ///
  /// @throws DataException if `std` is not above 0
  public Dataset normalize(double mean, double std) {
    if (!(std > 0) || !Double.isFinite(std) || !Double.isFinite(mean)) {
      throw new DataException(
          "cannot normalise with mean "
              + mean
              + " and standard deviation "
              + std
              + ": the deviation must be above 0. Inputs that are all the same have none.");
    }
    return map(x -> (x - mean) / std);
  }

  /// A function of every input number, such as `x -> 1 - x` to exchange black and white.
  public Dataset map(DoubleUnaryOperator f) {
    return withInputs(samples.map(Given.one("the function", f)), inputShape);
  }

  /// The images and each of them moved by one pixel up, down, left and right: five times as many,
  /// first the originals, as Nielsen's book expands 50,000 digits to 250,000.
  public Dataset expandShifts() {
    return concat(shift(0, -1)).concat(shift(0, 1)).concat(shift(-1, 0)).concat(shift(1, 0));
  }

  /// Images changed at random whenever they are read, otherwise in every epoch of training; see
  /// [Augment]. The seed is 42.
  public Dataset augment(Augment changes) {
    return augment(changes, 42);
  }

  /// As [#augment(Augment)], with a seed: the same seed gives the same variants.
  public Dataset augment(Augment changes, long seed) {
    var planes = Planes.of(inputShape, "augment");
    return withInputs(new Augmented(samples, planes, changes, seed, 0), inputShape);
  }

  /// The variants of augmented images for an epoch, counted from 1; other data are the same in
  /// every epoch.
  public Dataset atEpoch(int epoch) {
    var now = samples.atEpoch(epoch);
    return now.equals(samples) ? this : withInputs(now, inputShape);
  }

  /// Images turned by an angle in degrees, anticlockwise, about their centre (bilinear).
  public Dataset rotate(double degrees) {
    return augment(Augment.none().then(new ImageChange.Rotate(degrees, degrees)));
  }

  /// Images enlarged by a factor about their centre (bilinear); below 1 makes smaller.
  public Dataset zoom(double factor) {
    return augment(Augment.none().zoom(factor, factor));
  }

  Dataset standardized(Standardizer by) {
    return withInputs(new Standardizer.View(samples, by), inputShape);
  }

  /// Every number, such as a token's, as a row of zeros with a 1 at that place: `[steps]` becomes
  /// `[steps, classes]`. What is no class from 0 to classes - 1 becomes a row of zeros.
  public Dataset oneHot(int classes) {
    if (classes < 1) {
      throw new DataException("one-hot rows of " + classes + " are not possible. Give 1 or more.");
    }
    return withInputs(new Samples.OneHot(samples, classes), inputShape.append(classes));
  }

  /// The same numbers under another shape: `reshape(784)` for images of `[1, 28, 28]`.
  public Dataset reshape(int... dims) {
    var shape = Shape.of(dims);
    if (shape.size() != inputSize) {
      throw new DataException(
          "a sample of shape "
              + inputShape
              + " has "
              + inputSize
              + " numbers, but "
              + shape
              + " needs "
              + shape.size()
              + ".");
    }
    return withInputs(samples, shape);
  }

  /// The same data under another name.
  public Dataset withName(String newName) {
    return new Dataset(
        Given.one("the name of the data", newName),
        samples,
        inputShape,
        targets,
        classNames,
        index);
  }

  /// The same data with a name for each class, in order.
  public Dataset withClassNames(String... names) {
    if (Given.all("class name", names).size() != classes()) {
      throw new DataException(
          "there are " + classes() + " classes but " + names.length + " names. Give one for each.");
    }
    return new Dataset(name, samples, inputShape, targets, List.of(names), index);
  }

  // ---- inside ----

  static int[] identity(int n) {
    return IntStream.range(0, n).toArray();
  }

  private Dataset withIndex(int[] chosen) {
    if (chosen.length == 0) {
      throw new DataException("no sample of " + this + " is left. A data set needs at least one.");
    }
    return new Dataset(name, samples, inputShape, targets, classNames, chosen);
  }

  private Dataset withInputs(Samples inputs, Shape shape) {
    return new Dataset(name, inputs, shape, targets, classNames, index);
  }

  private int at(int position) {
    if (position < 0 || position >= index.length) {
      throw new DataException(
          "there is no sample "
              + position
              + " in "
              + this
              + ". Positions are 0 to "
              + (index.length - 1)
              + ".");
    }
    return index[position];
  }

  private int[] labelArray(String call) {
    if (targets instanceof Targets.Labels classes && targetSize == 1) {
      return classes.labels;
    }
    throw new DataException(
        call
            + (isClassification()
                ? " needs one class for a sample, but " + this + " has a label at every step."
                : " needs class labels, but " + this + " has numbers as targets.")
            + " Use target(i).");
  }

  /// As `mnist train: 60,000 samples of [1, 28, 28], 10 classes`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d sample%s of %s, %s",
        name,
        size(),
        size() == 1 ? "" : "s",
        inputShape,
        isClassification()
            ? classes()
                + (classes() == 1 ? " class" : " classes")
                + (targetShape.rank() == 0 ? "" : ", labels of " + targetShape)
            : "targets of " + targetShape);
  }
}
