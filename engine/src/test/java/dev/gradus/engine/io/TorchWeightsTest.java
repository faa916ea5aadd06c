package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.io.Sentences.golden;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `torch.safetensors` holds a network's weights, its input x and its output y, all of PyTorch.
class TorchWeightsTest {
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
}
