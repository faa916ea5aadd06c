package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.shared;
import static dev.gradus.engine.io.Sentences.golden;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `torch.safetensors` holds a network's weights, its input x and its output y, all of PyTorch.
class TorchWeightsTest {
  @TempDir Path folder = Path.of("");

  private static Model net(int units) {
    return Model.sequential(
        Shape.of(2, 4, 4), conv2d(3, 3).padding(1), relu(), flatten(), dense(units).named("head"));
  }

  @Test
  @Covers({"F06"})
  void theLoadedNetworkSaysWhatPytorchSaid() {
    var file = Safetensors.read(golden("torch.safetensors"));
    for (var device : new Device[] {Device.cpu(), Device.reference()}) {
      var net = net(5).on(device);
      TorchWeights.load(net, golden("torch.safetensors"), Map.of("conv2d_1", "conv", "head", "fc"));
      var x = dev.gradus.engine.Context.seeded(1).on(device).call(() -> file.array("x").toTensor());
      assertArrayEquals(file.array("y").toFloats(), net.predict(x).toArray(), 1e-5f);
    }
  }

  @Test
  void singleWeightsCanBeNamed() {
    var net = net(5);
    TorchWeights.load(
        net,
        golden("torch.safetensors"),
        Map.of(
            "conv2d_1",
            "conv",
            "head",
            "nothing",
            "head.weight",
            "fc.weight",
            "head.bias",
            "fc.bias"));
    assertArrayEquals(
        Safetensors.read(golden("torch.safetensors")).array("fc.bias").toFloats(),
        net.layer("head").parameter("bias").toArray());
  }

  @Test
  void whatDoesNotFitChangesNothing() {
    var net = net(6);
    var before = net.parameters().snapshot();
    says(
        () ->
            TorchWeights.load(
                net, golden("torch.safetensors"), Map.of("conv2d_1", "conv", "head", "fc")),
        "head.weight: expected floats of the shape [6, 48] (PyTorch's order of [48, 6])",
        "fc.weight: F32 [5, 48]");
    says(
        () -> TorchWeights.load(net, golden("torch.safetensors"), Map.of("conv2d_1", "conv")),
        "no array \"head.weight\"",
        "fc.weight");
    assertArrayEquals(before, net.parameters().snapshot());
  }

  @Test
  void denseLayersWithinBlocksAreTurnedToo() {
    var plain = Model.input(4).dense(3).dense(2);
    var file = folder.resolve("torch.safetensors");
    var w1 = plain.layer("dense_1").parameter("weight");
    var w2 = plain.layer("dense_2").parameter("weight");
    Safetensors.write(
        file,
        List.of(
            turned("a.weight", w1.toArray(), 4, 3),
            NamedArray.of("a.bias", Shape.of(3), 1, 2, 3),
            turned("b.weight", w2.toArray(), 3, 2),
            NamedArray.of("b.bias", Shape.of(2), 4, 5)),
        Map.of());
    var nested =
        Model.sequential(
            Shape.of(4),
            sequential(dense(3), residual(dense(3)), concat(shared(dense(2)), sequential())));
    var block = "sequential_1/";
    var inner = block + "residual_1/dense_1";
    nested.layer(inner).parameter("weight").set(new float[9]);
    nested.layer(inner).parameter("bias").set(new float[3]);
    var names = Map.of(block + "dense_1", "a", block + "concat_1/branch_1", "b", inner, "zero");
    var zeros = folder.resolve("all.safetensors");
    var all = new ArrayList<>(Safetensors.read(file).arrays().values());
    all.add(NamedArray.of("zero.weight", Shape.of(3, 3), new float[9]));
    all.add(NamedArray.of("zero.bias", Shape.of(3), new float[3]));
    Safetensors.write(zeros, all, Map.of());
    TorchWeights.load(nested, zeros, names);
    assertArrayEquals(w1.toArray(), nested.layer(block + "dense_1").parameter("weight").toArray());
    assertArrayEquals(
        w2.toArray(), nested.layer(block + "concat_1/branch_1").parameter("weight").toArray());
    assertArrayEquals(
        new float[] {4, 5}, nested.layer(block + "concat_1/branch_1").parameter("bias").toArray());
  }

  /// [in, out] to PyTorch's [out, in].
  private static NamedArray turned(String name, float[] from, int in, int out) {
    var to = new float[from.length];
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        to[o * in + i] = from[i * out + o];
      }
    }
    return NamedArray.of(name, Shape.of(out, in), to);
  }
}
