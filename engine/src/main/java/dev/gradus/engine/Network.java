package dev.gradus.engine;

import dev.gradus.engine.data.Part;
import dev.gradus.engine.internal.Graph;
import dev.gradus.engine.internal.Parts;
import dev.gradus.engine.internal.Watch;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.tape.Tape;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// The layers of a [Model] and what they do to a batch, operation by operation.
abstract class Network extends FluentLayers<Model> {
  final Graph graph;

  Network(Graph graph) {
    this.graph = graph;
  }

  /// Shape of one input sample; of several inputs, [numbers of all together].
  public Shape inputShape() {
    return Parts.shape(inputs());
  }

  /// Shape of the result for one sample; of several outputs, [numbers of all together].
  public Shape outputShape() {
    return Parts.shape(outputs());
  }

  /// Its layers and what each of them reads; for files and tools.
  public Graph graph() {
    return graph;
  }

  /// Name and shape of each input.
  public List<Part> inputs() {
    return graph.inputParts();
  }

  /// Name and shape of each output; an output has the name of its layer.
  public List<Part> outputs() {
    return graph.outputParts();
  }

  /// Every parameter and buffer by a name of its own, as `residual_1/conv2d_2.weight`, in order.
  public Map<String, Weight> namedParameters() {
    return Collections.unmodifiableMap(graph.named());
  }

  /// The layers in order.
  public List<BuiltLayer> layers() {
    return graph.layers();
  }

  /// A layer by its name, as `conv2d_1`, or within others by its path, as `residual_1/conv2d_2`.
  ///
  /// @throws GradusException if there is no such layer; the message lists the names
  public BuiltLayer layer(String layerName) {
    return graph.layer(layerName);
  }

  /// The names of the layers or inputs that a layer reads.
  public List<String> sourcesOf(String layerName) {
    return graph.sources(layerName);
  }

  /// Its kinds of layers in order, as `INPUT -> [CONV -> RELU -> POOL]*2 -> FC`.
  public String pattern() {
    return graph.pattern();
  }

  /// Whether one recording serves every step.
  public boolean replayable() {
    return graph.replayable();
  }

  /// The result for a batch [batch, ...], operation by operation: scores, if the model ends with
  /// them.
  ///
  /// @throws ShapeException if the samples have another shape than the model's input
  public Tensor forward(Tensor batch) {
    checkInput(batch.shape());
    return Parts.join(graph.run(Parts.split(batch, inputs())));
  }

  /// The result of the layer with this name or path, for a batch.
  public Tensor forward(Tensor batch, String upToLayer) {
    checkInput(batch.shape());
    return Watch.result(layer(upToLayer), () -> graph.run(Parts.split(batch, inputs()), upToLayer));
  }

  /// The result for a batch of each input.
  public Tensor forward(Tensor first, Tensor second, Tensor... more) {
    return Parts.join(forwardAll(Graph.list(first, second, more)));
  }

  /// The result of each output for a batch of each input.
  public List<Tensor> forwardAll(List<Tensor> batches) {
    Parts.check(batches, inputs());
    return graph.run(batches);
  }

  void checkInput(Shape batch) {
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

  /// Its operations for one sample, recorded.
  public Tape record() {
    return graph.record();
  }
}
