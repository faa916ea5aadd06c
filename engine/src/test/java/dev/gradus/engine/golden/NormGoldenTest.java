package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.BatchNormalization;
import dev.gradus.engine.op.LayerNormalization;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.ResponseNormalization;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Normalisation equals PyTorch's to 1e-5 on every backend, running statistics included;
/// golden_norms.py says where conventions differ and which is meant.
@Covers({"B29", "B30"})
final class NormGoldenTest {
  private static final Map<String, Function<Case, Op>> OPERATIONS =
      Map.of(
          "batchNorm", NormGoldenTest::batchNorm,
          "layerNorm",
              c ->
                  new LayerNormalization(
                      c.attribute("axes").getAsInt(),
                      c.number("epsilon"),
                      c.flag("scale"),
                      c.flag("shift")),
          "localResponseNorm",
              c ->
                  new ResponseNormalization(
                      c.attribute("n").getAsInt(),
                      c.number("k"),
                      c.number("alpha"),
                      c.number("beta")));

  private static Op batchNorm(Case c) {
    return new BatchNormalization(
        c.flag("training"),
        c.number("momentum"),
        c.number("epsilon"),
        c.flag("scale"),
        c.flag("shift"));
  }

  @TestFactory
  Stream<DynamicTest> golden() {
    return OpGolden.tests(OPERATIONS);
  }

  @TestFactory
  Stream<DynamicTest> runningStatistics() {
    return Stream.of(Device.cpu(), Device.reference())
        .flatMap(device ->
            Golden.cases("batchNorm").stream()
                .map(c -> dynamicTest(c.name() + " on " + device, () -> running(device, c))));
  }

  private static void running(Device device, Case c) {
    var inputs =
        Context.seeded(1)
            .on(device)
            .call(() -> c.list("inputs").stream().map(NormGoldenTest::tensor).toList());
    Tensor.apply(batchNorm(c), inputs.toArray(Tensor[]::new));
    var after = c.list("after");
    for (int i = 0; i < 2; i++) {
      var slice = inputs.get(inputs.size() - 2 + i).slice();
      double error = Golden.difference(after.get(i).data(), Arena.toArray(slice));
      assertTrue(error <= 1e-5, () -> "differs by " + error);
    }
  }

  private static Tensor tensor(Golden.Numbers numbers) {
    var values = new float[numbers.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.data()[i];
    }
    return Tensor.of(numbers.shape(), values);
  }
}
