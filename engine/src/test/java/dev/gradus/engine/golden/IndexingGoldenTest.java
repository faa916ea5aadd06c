package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.Gather;
import dev.gradus.engine.op.IndexSelect;
import dev.gradus.engine.op.Op;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Indexing and the free-hand functions of [Tensor] equal PyTorch's to 1e-5 on every backend;
/// golden_indexing.py says where conventions differ and which is meant.
final class IndexingGoldenTest {
  private static final Map<String, Function<Case, Op>> OPERATIONS =
      Map.of(
          "indexSelect",
              c ->
                  new IndexSelect(
                      c.attribute("axis").getAsInt(), c.attribute("padding").getAsInt()),
          "gather", c -> new Gather(c.attribute("axis").getAsInt()));

  private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("max", Tensor::max),
          Map.entry("min", Tensor::min),
          Map.entry("max 0", x -> x.max(0)),
          Map.entry("max -1", x -> x.max(-1)),
          Map.entry("max 1", x -> x.max(1)),
          Map.entry("min 1", x -> x.min(1)),
          Map.entry("var", Tensor::var),
          Map.entry("var 1", x -> x.var(1)),
          Map.entry("std", Tensor::std),
          Map.entry("std 0", x -> x.std(0)),
          Map.entry("norm", Tensor::norm),
          Map.entry("pow 3", x -> x.pow(3)),
          Map.entry("pow 2", x -> x.pow(2)),
          Map.entry("pow -0.5", x -> x.pow(-0.5)),
          Map.entry("pow 2.5", x -> x.pow(2.5)),
          Map.entry("clamp", x -> x.clamp(-0.5, 0.25)),
          Map.entry("sum 0 2 kept", x -> x.sum(new int[] {0, 2}, true)),
          Map.entry("mean -1 1", x -> x.mean(new int[] {-1, 1}, false)),
          Map.entry("mean 1 kept", x -> x.mean(1, true)),
          Map.entry("squeeze", x -> x.squeeze(1)),
          Map.entry("unsqueeze", x -> x.unsqueeze(-1)),
          Map.entry("where", x -> Tensor.where(Tensor.of(1, 0, 1), x, x.mul(x))),
          Map.entry("stack", x -> Tensor.stack(1, x, x.mul(x))),
          Map.entry("split", x -> x.split(1, 1, 3).get(1).mul(2)),
          Map.entry("matmul", x -> x.matmul(x.transpose())));

  @TestFactory
  Stream<DynamicTest> golden() {
    return OpGolden.tests(OPERATIONS);
  }

  @Test
  void everyFunctionHasACase() {
    var names = new HashSet<String>();
    Golden.cases("tensorFunctions").forEach(c -> names.add(c.name()));
    assertEquals(FUNCTIONS.keySet(), names);
  }

  @TestFactory
  Stream<DynamicTest> functions() {
    return Stream.of(Device.reference(), Device.cpu())
        .flatMap(device -> {
          var largest = new double[1];
          var cases = Golden.cases("tensorFunctions");
          var tests =
              cases.stream()
                  .map(c ->
                      dynamicTest(
                          c.name() + " on " + device,
                          () -> largest[0] = Math.max(largest[0], run(device, c))));
          var report =
              dynamicTest(
                  "report for " + device,
                  () ->
                      System.out.printf(
                          Locale.ROOT,
                          "golden %-20s %2d cases, largest difference %.1e, %s%n",
                          "tensorFunctions",
                          cases.size(),
                          largest[0],
                          device));
          return Stream.concat(tests, Stream.of(report));
        });
  }

  private static double run(Device device, Case c) {
    return Context.seeded(1)
        .on(device)
        .call(() -> {
          var x = tensor(c.list("inputs").getFirst()).requiresGrad();
          var y = Objects.requireNonNull(FUNCTIONS.get(c.name())).apply(x);
          var expected = c.numbers("output");
          assertEquals(expected.shape(), y.shape());
          y.mul(tensor(c.numbers("gradOutput"))).sum().backward();
          var gradient = Objects.requireNonNull(c.gradient(0)).data();
          double error =
              Math.max(
                  Golden.difference(expected.data(), Arena.toArray(y.slice())),
                  Golden.difference(gradient, Arena.toArray(x.grad().slice())));
          assertTrue(error <= 1e-5, () -> "differs by " + error);
          return error;
        });
  }

  private static Tensor tensor(Golden.Numbers numbers) {
    var values = new float[numbers.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.data()[i];
    }
    return Tensor.of(numbers.shape(), values);
  }
}
