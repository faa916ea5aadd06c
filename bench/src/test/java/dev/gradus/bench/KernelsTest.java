package dev.gradus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.backend.ScalarBackend;
import dev.gradus.engine.backend.SimdBackend;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

class KernelsTest {
  private static final List<Class<?>> BENCHMARKS =
      List.of(
          ProductBenchmark.class,
          ConvolutionBenchmark.class,
          PoolingBenchmark.class,
          SequenceBenchmark.class,
          FunctionBenchmark.class,
          UpdateBenchmark.class);

  private static String[] names(Class<?> benchmark) throws NoSuchFieldException {
    return benchmark.getField("kernel").getAnnotation(Param.class).value();
  }

  /// Every name of a benchmark and of the guard is one that [Kernels] knows.
  static Stream<String> names() throws NoSuchFieldException {
    var all = PeakGuard.WATCHED.stream();
    for (var benchmark : BENCHMARKS) {
      all = Stream.concat(all, Arrays.stream(names(benchmark)));
    }
    return all.distinct();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameMakesAKernelThatRuns(String name) {
    try (var backend = new SimdBackend(2)) {
      var kernel = new Kernels(backend).named(name);
      assertEquals(name, kernel.name());
      assertTrue(kernel.operations() > 0, name);
      kernel.call().run();
    }
  }

  @Test
  void operationsAreCounted() {
    var kernels = new Kernels(new ScalarBackend());
    assertEquals(2.0 * 3 * 4 * 5, kernels.named("gemm 3x4x5 TN").operations());
    assertEquals(
        2.0 * 2 * 4 * 3 * 9 * 6 * 6,
        kernels.named("conv 2x3x6x6 4@3 pad 1 stride 1 data").operations());
    assertEquals(2.0 * 7 * 2 * 4 * 3 * 6, kernels.named("lstm 7x2x3 forward").operations());
    assertEquals(11, kernels.named("adam 11").operations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gem 3x4x5 NN", "conv 2x3x6x6 4@3 pad 1 stride 1 sideways", ""})
  void otherNamesAreRefused(String name) {
    var kernels = new Kernels(new ScalarBackend());
    assertThrows(IllegalArgumentException.class, () -> kernels.named(name));
  }
}
