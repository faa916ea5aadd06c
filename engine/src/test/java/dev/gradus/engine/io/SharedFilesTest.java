package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.conv2d;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Files of other projects, from the folder that GRADUS_DATA names. Skipped where it is not set; a
/// name that leads nowhere fails.
class SharedFilesTest {

  private static Path file(String name) {
    var variable = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(variable != null && !variable.isBlank(), "GRADUS_DATA is not set");
    var folder = Path.of(String.valueOf(variable));
    assertTrue(Files.isDirectory(folder), "GRADUS_DATA names no folder: " + folder);
    var path = folder.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> "GRADUS_DATA has no " + name);
    return path;
  }

  private static void npy(String name, DType dtype, Shape shape, int... values) {
    same(Npy.read(file("formats/" + name)), dtype, shape, values);
  }

  private static void same(@Nullable NamedArray array, DType dtype, Shape shape, int... values) {
    var found = Objects.requireNonNull(array);
    assertEquals(dtype, found.dtype(), found.name());
    assertEquals(shape, found.shape(), found.name());
    assertArrayEquals(Arrays.stream(values).asDoubleStream().toArray(), found.toDoubles());
  }

  /// The expected numbers are what numpy.load says.
  @Test
  void npyFilesOfOthers() {
    npy("djl-0d.npy", DType.F64, Shape.of(), 1);
    npy("djl-1d.npy", DType.I64, Shape.of(1), 1);
    npy("djl-2d.npy", DType.I32, Shape.of(1, 2), 1, 1);
    npy("djl-boolean.npy", DType.BOOL, Shape.of(1), 1);
    npy("djl-fp16.npy", DType.F16, Shape.of(1), 1);
    npy("djl-fp32.npy", DType.F32, Shape.of(1), 1);
    npy("djl-int8.npy", DType.I8, Shape.of(1), 1);
    npy("djl-uint8.npy", DType.U8, Shape.of(1), 1);
    npy("candle-test.npy", DType.I64, Shape.of(10), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void npzFilesOfOthers() {
    var candle = Npz.read(file("formats/candle-test.npz"));
    assertEquals(Set.of("x", "x_plus_one"), candle.keySet());
    same(candle.get("x_plus_one"), DType.I64, Shape.of(10), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    var djl = Npz.read(file("formats/djl-list.npz"));
    assertEquals(Set.of("bool8", "arr_0"), djl.keySet());
    same(djl.get("bool8"), DType.BOOL, Shape.of(1), 1);
    same(djl.get("arr_0"), DType.I8, Shape.of(1), 1);
  }

  @Test
  void safetensorsFilesOfOthers() {
    var list = Safetensors.read(file("formats/djl-list.safetensors"));
    assertEquals(Set.of("attention", "embedding"), list.arrays().keySet());
    same(list.array("attention"), DType.I8, Shape.of(2, 3), 0, 1, 2, 3, 4, 5);
    same(list.array("embedding"), DType.I8, Shape.of(2, 2), 0, 1, 2, 3);
    var squeezenet = Safetensors.read(file("weights/squeezenet_v1.1_notop.safetensors"));
    long numbers = squeezenet.arrays().values().stream().mapToLong(a -> a.shape().size()).sum();
    assertEquals(722_496, numbers);
    assertEquals(Shape.of(64, 3, 3, 3), squeezenet.array("conv1.weight").shape());
    var resnet = Safetensors.read(file("weights/resnet20_cifar10.safetensors"));
    assertEquals(97, resnet.arrays().size());
    assertEquals(Shape.of(16, 3, 3, 3), resnet.array("conv1.weight").shape());
    double sum = Arrays.stream(resnet.array("conv1.weight").toDoubles()).sum();
    assertEquals(1.3100982000032673, sum, 1e-12);
  }

  @Test
  void weightsOfOthersInAModel() {
    var path = file("weights/squeezenet_v1.1_notop.safetensors");
    var model = Model.sequential(Shape.of(3, 227, 227), conv2d(64, 3).stride(2));
    TorchWeights.load(model, path, Map.of("conv2d_1", "conv1"));
    var expected = Safetensors.read(path).array("conv1.weight").toFloats();
    assertArrayEquals(expected, model.layer("conv2d_1").parameter("weight").toArray());
  }
}
