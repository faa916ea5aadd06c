package dev.gradus.engine;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.internal.Programs;
import dev.gradus.engine.internal.Stack;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.tape.Tape;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.train.Evaluation;
import dev.gradus.engine.train.Evaluator;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network: layers one after the other, for inputs of one shape.
///
/// ```java
/// var lenet = Model.sequential(Shape.of(1, 28, 28),
///     conv2d(6, 5).padding(2), relu(), maxPool2d(2),
///     conv2d(16, 5), relu(), maxPool2d(2),
///     flatten(), dense(120), relu(), dense(84), relu(), dense(10));
/// ```
///
/// or, the same fluently, `Model.input(1, 28, 28).conv2d(6, 5)...dense(10)`.
///
/// Weights are drawn from the seed when they are first needed. A model is used by one thread at a
/// time.
public final class Model extends FluentLayers<Model> {
  private final String name;
  private final Stack stack;
  private final Parameters parameters;
  private long seed;
  private @Nullable Programs programs;
  private @Nullable History history;
  private long stepsTrained;

  private Model(String name, Stack stack, long seed, Device device) {
    this.name = name;
    this.stack = stack;
    this.seed = seed;
    this.parameters = new Parameters(stack.parameters(), device, seed);
  }

  /// Layers one after the other.
  ///
  /// @param input shape of one sample, as [channels, height, width]
  /// @throws ShapeException if a layer cannot take what the one before gives; the message names the
  ///   layer, its position and the fix
  public static Model sequential(Shape input, LayerSpec... layers) {
    return new Model(
        "model",
        Stack.build(input, List.of(layers)),
        Context.current().seed(),
        Context.current().device());
  }

  /// The start of a fluently written model: no layers yet.
  public static Model input(int... dims) {
    return sequential(Shape.of(dims));
  }

  /// A new model with one more layer; weights are drawn anew.
  @Override
  public Model then(LayerSpec layer) {
    var specs = new ArrayList<>(stack.specs());
    specs.add(layer);
    return new Model(name, Stack.build(stack.input(), specs), seed, device());
  }

  /// The same layers under another name; weights are drawn anew.
  public Model named(String newName) {
    return new Model(newName, Stack.build(stack.input(), stack.specs()), seed, device());
  }

  /// Sets the seed and draws all weights anew from it; returns this model.
  public Model seed(long newSeed) {
    seed = newSeed;
    programs = null;
    stepsTrained = 0;
    parameters.reseed(newSeed);
    return this;
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

  /// Shape of one input sample.
  public Shape inputShape() {
    return stack.input();
  }

  /// Shape of the result for one sample.
  public Shape outputShape() {
    return stack.output();
  }

  /// What it learns.
  public Parameters parameters() {
    return parameters;
  }

  /// The layers in order.
  public List<BuiltLayer> layers() {
    return stack.entries();
  }

  /// A layer by its name, as `conv2d_1`.
  ///
  /// @throws GradusException if there is no such layer; the message lists the names
  public BuiltLayer layer(String layerName) {
    return stack.entry(layerName);
  }

  /// Whether one recording serves every step.
  public boolean replayable() {
    return stack.entries().stream().map(BuiltLayer::layer).allMatch(Layer::replayable);
  }

  /// The result for a batch [batch, ...], operation by operation: scores, if the model ends with
  /// them.
  ///
  /// @throws ShapeException if the samples have another shape than the model's input
  public Tensor forward(Tensor batch) {
    return forward(batch, stack.entries().size());
  }

  /// The result of the layer with this name, for a batch.
  public Tensor forward(Tensor batch, String upToLayer) {
    return forward(batch, stack.entries().indexOf(layer(upToLayer)) + 1);
  }

  private Tensor forward(Tensor batch, int layers) {
    checkInput(batch.shape());
    var tape = Context.current().tape();
    var x = batch;
    for (var entry : stack.entries().subList(0, layers)) {
      x = entry.run(x, tape);
    }
    return x;
  }

  private void checkInput(Shape batch) {
    if (batch.rank() == 0 || !batch.rest().equals(inputShape())) {
      var one = batch.equals(inputShape());
      throw new ShapeException(
          "the model takes batches "
              + inputShape().toString().replaceFirst("\\[", "[batch, ").replace(", ]", "]")
              + ", got "
              + batch
              + (one ? ". A single sample needs a batch dimension: reshape it to [1, ...]." : "."));
    }
  }

  /// What the model says about a batch [batch, ...]: its last layer's result, in inference.
  public Tensor predict(Tensor batch) {
    checkInput(batch.shape());
    var values = batch.toArray();
    var result = Evaluator.predict(this, values, batch.shape().dim(0));
    return onDevice(outputShape().prepend(batch.shape().dim(0)), result);
  }

  /// What the model says about every sample of the data, [samples, ...].
  public Tensor predict(Dataset data) {
    return onDevice(outputShape().prepend(data.size()), Evaluator.predict(this, data));
  }

  /// The class with the largest score for every sample of a batch.
  public int[] predictClasses(Tensor batch) {
    return predict(batch).argmax();
  }

  /// The class with the largest score for every sample of the data.
  public int[] predictClasses(Dataset data) {
    return predict(data).argmax();
  }

  private Tensor onDevice(Shape shape, float[] values) {
    var place = Slice.of(device().backend().allocate(values.length));
    place.storage().write(0, values, 0, values.length);
    return Tensor.on(device(), shape, place);
  }

  /// Loss and accuracy on data, in inference.
  public Evaluation evaluate(Dataset data) {
    return Evaluator.evaluate(this, data);
  }

  /// Loss and accuracy on the test part.
  public Evaluation evaluate(DatasetPair data) {
    return evaluate(data.test());
  }

  /// Starts to describe a training run on data; `run()` runs it.
  public Trainer train(Dataset data) {
    return new Trainer(this, data);
  }

  /// The same, validated on the test part.
  public Trainer train(DatasetPair data) {
    return new Trainer(this, data.train()).validation(data.test());
  }

  /// Starts to describe the training of a language model on a text: 20 rows of it side by side,
  /// unshuffled, so that a recurrent state can be carried; see [Corpus#batches]. For other batches
  /// train on `corpus.batches(rows, steps)`.
  public Trainer train(Corpus corpus) {
    int rows = 20;
    boolean everyStep = outputShape().rank() > 1;
    return train(corpus.batches(this, rows)).batchSize(rows).shuffle(!everyStep);
  }

  /// Layer by layer: shapes, parameters, work. Allocates no weights.
  public Summary summary() {
    return new Summary(name, inputShape(), stack.summary());
  }

  /// What the last training run measured.
  public Optional<History> history() {
    return Optional.ofNullable(history);
  }

  /// Says what the last training run measured; for trainers.
  public void history(History measured) {
    history = measured;
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

  /// Counts one more step; for trainers.
  public void stepTrained() {
    stepsTrained++;
  }

  /// Its operations for one sample, recorded.
  public Tape record() {
    return stack.record();
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
        stack.entries().size(),
        stack.parameters().stream().mapToLong(Weight::size).sum());
  }
}
