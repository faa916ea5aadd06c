package dev.gradus.engine;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.internal.Footprint;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Graph;
import dev.gradus.engine.internal.KernelChoices;
import dev.gradus.engine.internal.Parts;
import dev.gradus.engine.internal.Programs;
import dev.gradus.engine.internal.Sketch;
import dev.gradus.engine.internal.Summaries;
import dev.gradus.engine.internal.Surgery;
import dev.gradus.engine.io.ModelFile;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.train.Decision;
import dev.gradus.engine.train.Evaluation;
import dev.gradus.engine.train.Evaluator;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.Metric;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Trainer;
import dev.gradus.engine.train.TrainingState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network: layers one after the other, or a graph of them, for inputs of one shape.
///
/// ```java
/// var lenet = Model.sequential(Shape.of(1, 28, 28),
///     conv2d(6, 5).padding(2), relu(), maxPool2d(2),
///     conv2d(16, 5), relu(), maxPool2d(2),
///     flatten(), dense(120), relu(), dense(84), relu(), dense(10));
/// ```
///
/// or, the same fluently, `Model.input(1, 28, 28).conv2d(6, 5)...dense(10)`; several inputs and
/// branches are described with [Wire].
///
/// A model with several inputs takes them apart, `predict(a, b)`, or as rows in which they lie one
/// behind the other; its data are made with [Dataset#beside]. Several outputs give such rows too.
///
/// Weights are drawn from the seed when they are first needed. A model is used by one thread at a
/// time.
public final class Model extends Network {
  private final String name;
  private final Parameters parameters;
  private long seed;
  private @Nullable Programs programs;
  private @Nullable History history;
  private @Nullable TrainingState trainingState;
  private long stepsTrained;

  private Model(String name, Graph graph, long seed, Device device) {
    super(graph);
    this.name = name;
    this.seed = seed;
    this.parameters = new Parameters(graph.parameters(), device, seed);
  }

  /// A model of layers that are built already; for files and tools.
  public static Model of(Graph graph) {
    return new Model("model", graph, Context.current().seed(), Context.current().device());
  }

  /// Layers one after the other.
  ///
  /// @param input shape of one sample, as [channels, height, width]
  /// @throws ShapeException if a layer cannot take what the one before gives; the message names the
  ///   layer, its position and the fix
  public static Model sequential(Shape input, LayerSpec... layers) {
    Given.one("the input", input);
    Given.all("layer", layers);
    return of(Graph.chain(input, List.of(layers)));
  }

  /// Everything that leads to an output; its inputs are those it needs, from left to right.
  public static Model of(Wire output) {
    Given.one("the output", output);
    return of(Graph.build(Sketch.inputs(List.of(output.place())), List.of(output.place())));
  }

  /// Everything between inputs and outputs, in these orders.
  ///
  /// @throws GradusException if an output needs an input that is not listed
  public static Model of(List<Wire> inputs, List<Wire> outputs) {
    Given.one("the inputs", inputs);
    Given.one("the outputs", outputs);
    return of(
        Graph.build(
            inputs.stream().map(Wire::place).toList(), outputs.stream().map(Wire::place).toList()));
  }

  /// The start of a fluently written model: no layers yet.
  public static Model input(int... dims) {
    return sequential(Shape.of(dims));
  }

  /// A new model with one more layer. Weights that exist already, as after training or loading, are
  /// copied, and what is frozen stays frozen; the others are drawn from the seed.
  @Override
  public Model then(LayerSpec layer) {
    return derived(
        name,
        new Surgery.Cut(Surgery.extend(graph, Given.one("the layer", layer)), Map.of()),
        false);
  }

  /// The same layers under another name; weights as in [#then].
  public Model named(String newName) {
    var same = Graph.build(graph.inputs(), graph.ends(), graph.names());
    return derived(newName, new Surgery.Cut(same, Map.of()), false);
  }

  /// A new model up to and including a layer, with copies of the weights, as a base for other
  /// layers: `lenet.cutAt("relu_4").freeze().dense(2)`. Training one of the two models does not
  /// change the other.
  ///
  /// @param layerName a layer, or the path of one within sequential blocks
  public Model cutAt(String layerName) {
    return derived(name, Surgery.cut(graph, Given.one("the name of the layer", layerName)), true);
  }

  /// A new model for samples of another shape, with copies of the weights: convolutions slide over
  /// images of any size.
  ///
  /// @throws ShapeException if a parameter depends on the size, as in a dense layer after flatten()
  public Model withInput(int... dims) {
    return derived(name, Surgery.resize(graph, Shape.of(dims)), true);
  }

  private Model derived(String newName, Surgery.Cut cut, boolean always) {
    var made = new Model(newName, cut.graph(), seed, device());
    Surgery.carry(graph, cut, always || parameters.isMaterialised());
    return made;
  }

  /// Sets the seed and draws all weights anew from it; returns this model.
  public Model seed(long newSeed) {
    seed = newSeed;
    programs = null;
    stepsTrained = 0;
    trainingState = null;
    parameters.reseed(newSeed);
    return resetState();
  }

  /// Stateful recurrent layers forget what they carried over: the next batch starts new sequences.
  /// Returns this model.
  public Model resetState() {
    graph.layers().forEach(Model::resetState);
    return this;
  }

  private static void resetState(BuiltLayer layer) {
    layer.layer().resetState();
    layer.children().forEach(Model::resetState);
  }

  /// Moves the model to a device; returns this model.
  public Model on(Device device) {
    parameters.move(device);
    programs = null;
    return this;
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// Its seed.
  public long seed() {
    return seed;
  }

  /// Where it lives.
  public Device device() {
    return parameters.device();
  }

  /// What it learns.
  public Parameters parameters() {
    return parameters;
  }

  /// The parameters that training changes: those not frozen.
  public List<Weight> trainableParameters() {
    return parameters.list().stream().filter(Weight::trainable).toList();
  }

  /// Keeps layers as they are in training; returns this model. Frozen batch normalisation uses its
  /// running statistics and leaves them alone, as in Keras.
  ///
  /// @param layerNames names or paths; none for all layers
  public Model freeze(String... layerNames) {
    Surgery.trainable(graph, Given.all("layer name", layerNames), false);
    return this;
  }

  /// Freezes all layers up to and including one; returns this model.
  public Model freezeUpTo(String layerName) {
    Surgery.freezeUpTo(graph, Given.one("the name of the layer", layerName));
    return this;
  }

  /// Lets training change layers again; returns this model.
  ///
  /// @param layerNames names or paths; none for all layers
  public Model unfreeze(String... layerNames) {
    Surgery.trainable(graph, Given.all("layer name", layerNames), true);
    return this;
  }

  /// What the model says about a batch [batch, ...]: its last layer's result, in inference.
  public Tensor predict(Tensor batch) {
    checkInput(Given.one("the batch", batch).shape());
    int n = batch.shape().dim(0);
    return onDevice(outputShape().prepend(n), Evaluator.predict(this, batch.toArray(), n));
  }

  /// What the model says about a batch of each input.
  public Tensor predict(Tensor first, Tensor second, Tensor... more) {
    var batches = Graph.list(first, second, more);
    Parts.check(batches, inputs());
    int n = first.shape().dim(0);
    return onDevice(outputShape().prepend(n), Evaluator.predict(this, Parts.rows(batches, n), n));
  }

  /// What each output says about a batch, by the outputs' names.
  public Map<String, Tensor> predictAll(Tensor... batches) {
    var list = Given.all("batch", batches);
    Parts.check(list, inputs());
    int n = list.getFirst().shape().dim(0);
    var rows = Evaluator.predict(this, Parts.rows(list, n), n);
    var all = new LinkedHashMap<String, Tensor>();
    Parts.columns(rows, outputs(), n)
        .forEach((part, values) -> all.put(part.name(), onDevice(part.shape().prepend(n), values)));
    return all;
  }

  /// What the model says about every sample of the data, [samples, ...].
  public Tensor predict(Dataset data) {
    return onDevice(
        outputShape().prepend(Given.one("the data set", data).size()),
        Evaluator.predict(this, data));
  }

  /// The class with the largest score for every sample of a batch. A single score tells two classes
  /// apart: 1 if it is above 0, or, if the model ends with a sigmoid, above 0.5.
  ///
  /// @throws GradusException if the model was trained to give one number that means no class
  public int[] predictClasses(Tensor batch) {
    return Decision.classes(this, predict(batch));
  }

  /// The same for every sample of the data.
  ///
  /// @throws GradusException also if a single score shall tell other than two classes apart
  public int[] predictClasses(Dataset data) {
    return Decision.classes(this, data, predict(data));
  }

  private Tensor onDevice(Shape shape, float[] values) {
    var place = Slice.of(device().backend().allocate(values.length));
    place.storage().write(0, values, 0, values.length);
    return Tensor.on(device(), shape, place);
  }

  /// Loss, accuracy and, if wanted, further metrics on data, in inference, with the loss that
  /// suits; see [Evaluator#lossFor].
  public Evaluation evaluate(Dataset data, Metric... metrics) {
    return Evaluator.evaluate(this, Given.one("the data set", data), metrics);
  }

  /// The same with a loss, as the weighted sum that a model with several outputs was trained with.
  public Evaluation evaluate(Dataset data, Loss loss, Metric... metrics) {
    return Evaluator.evaluate(
        this,
        Given.one("the data set", data),
        Given.one("the loss", loss),
        Given.all("metric", metrics));
  }

  /// Loss and accuracy on the test part.
  public Evaluation evaluate(DatasetPair data) {
    return evaluate(Given.one("the data", data).test());
  }

  /// Starts to describe a training run on data; `run()` runs it.
  public Trainer train(Dataset data) {
    return new Trainer(this, Given.one("the data set", data));
  }

  /// The same, validated on the test part.
  public Trainer train(DatasetPair data) {
    return new Trainer(this, Given.one("the data", data).train()).validation(data.test());
  }

  /// Starts to describe the training of a language model on a text: 20 rows of it side by side,
  /// unshuffled, so that a recurrent state can be carried; see [Corpus#batches]. For other batches
  /// train on `corpus.batches(rows, steps)`.
  public Trainer train(Corpus corpus) {
    Given.one("the text", corpus);
    int rows = 20;
    boolean everyStep = outputShape().rank() > 1;
    return train(corpus.batches(this, rows)).batchSize(rows).shuffle(!everyStep);
  }

  /// Layer by layer: shapes, parameters, work. Allocates no weights.
  public Summary summary() {
    return new Summary(name, inputShape(), Summaries.rows(graph));
  }

  /// The same, and if `verbose` which kernels the model's device takes for each convolution, in
  /// batches of 32: for the result and for the gradients of input and weights. They depend on shape
  /// and vector width alone.
  public Summary summary(boolean verbose) {
    var kernels = verbose ? KernelChoices.of(graph, device().backend()) : Map.<String, String>of();
    return new Summary(name, inputShape(), Summaries.rows(graph), Summary.Form.TEXT, kernels);
  }

  /// What a training step with Adam needs, without allocating it; see [Memory].
  public Memory memory(int batchSize) {
    return memory(batchSize, Optimizers.adam(1e-3));
  }

  /// What a training step needs, without allocating it; see [Memory].
  public Memory memory(int batchSize, Optimizer optimizer) {
    return Footprint.of(this, batchSize, Given.one("the optimizer", optimizer));
  }

  /// What the last training run measured.
  public Optional<History> history() {
    return Optional.ofNullable(history);
  }

  /// Says what the last training run measured; for trainers.
  public void history(@Nullable History measured) {
    history = measured;
  }

  /// Where the last training run can go on; see [Trainer#resume()].
  public Optional<TrainingState> trainingState() {
    return Optional.ofNullable(trainingState);
  }

  /// Says where the last training run can go on, null for nowhere; for trainers.
  public void trainingState(@Nullable TrainingState state) {
    trainingState = state;
  }

  /// Its programs; for trainers.
  public Programs programs() {
    var made = programs;
    if (made == null) {
      made = new Programs(this);
      programs = made;
    }
    return made;
  }

  /// How many steps it has been trained.
  public long stepsTrained() {
    return stepsTrained;
  }

  /// Says how many steps it has been trained; for files and resumed runs.
  public void stepsTrained(long steps) {
    stepsTrained = steps;
  }

  /// Saves layers and weights in one file, all or nothing; see [ModelFile].
  public void save(Path path) {
    ModelFile.write(Given.one("the path", path), this);
  }

  /// Loads what [#save] wrote; layers of your own need their classes. See [ModelFile].
  public static Model load(Path path, Class<?>... ownLayers) {
    Given.one("the path", path);
    return ModelFile.read(path, ownLayers).model();
  }

  /// Overwrites the weights, of all layers or of those named; see [ModelFile#loadWeights].
  public Model loadWeights(Path path, String... layers) {
    ModelFile.loadWeights(this, path, layers);
    return this;
  }

  /// A line: name, shapes, parameters.
  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "%s: %s -> %s, %d layers, %,d parameters",
        name,
        inputShape(),
        outputShape(),
        graph.layers().size(),
        parameters.learned());
  }
}
