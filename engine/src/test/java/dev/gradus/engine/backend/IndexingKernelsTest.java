package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kernels of indexing at odd sizes: against the reference, on any number of threads, without
/// allocation.
final class IndexingKernelsTest {
  /// Outer, n, inner, count.
  private static final int[][] SIZES = {
    {1, 1, 1, 1},
    {1, 100, 65, 300},
    {1, 7, 1, 1000},
    {3, 5, 7, 11},
    {20, 9, 130, 4},
    {700, 10, 1, 1},
    {0, 3, 4, 5},
    {2, 3, 0, 5},
    {2, 3, 4, 0},
  };

  private static Slice indices(Arena m, int count, int n) {
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 7 + i / 3) % n;
    }
    return m.input(values);
  }

  @TestFactory
  Stream<DynamicTest> rowsAndElements() {
    var c = new BackendContract();
    for (var s : SIZES) {
      int all = s[0] * s[3] * s[2];
      var name = " " + List.of(s[0], s[1], s[2], s[3]);
      c.add("select rows" + name, 1, (b, m) -> selectRows(b, m, s[0], s[1], s[2], s[3]));
      for (int skip : new int[] {-1, 0}) {
        c.add(
            "add rows" + name + skip,
            Math.max(1, s[3]),
            (b, m) -> {
              var dx = m.random(s[0] * s[1] * s[2]);
              var dy = m.randomInput(all);
              b.indexing().addRows(dy, s[0], s[1], s[2], indices(m, s[3], s[1]), skip, dx);
              return List.of(dx);
            });
      }
      c.add("gather" + name, 1, (b, m) -> gather(b, m, s[0], s[1], s[2], s[3]));
      c.add(
          "scatter" + name,
          Math.max(1, s[3]),
          (b, m) -> {
            var dx = m.random(s[0] * s[1] * s[2]);
            var dy = m.randomInput(all);
            b.indexing().scatterAdd(dy, s[0], s[1], s[2], s[3], indices(m, all, s[1]), dx);
            return List.of(dx);
          });
      for (boolean largest : new boolean[] {false, true}) {
        c.add("extreme" + name + largest, 1, (b, m) -> extreme(b, m, largest, s[0], s[1], s[2]));
      }
    }
    return c.tests();
  }

  private static List<Slice> selectRows(Backend b, Arena m, int o, int n, int inner, int count) {
    var y = m.target(o * count * inner);
    b.indexing().selectRows(m.randomInput(o * n * inner), o, n, inner, indices(m, count, n), y);
    return List.of(y);
  }

  private static List<Slice> gather(Backend b, Arena m, int o, int n, int inner, int count) {
    var y = m.target(o * count * inner);
    var at = indices(m, o * count * inner, n);
    b.indexing().gather(m.randomInput(o * n * inner), o, n, inner, count, at, y);
    return List.of(y);
  }

  private static List<Slice> extreme(Backend b, Arena m, boolean largest, int o, int n, int inner) {
    var x = m.randoms(o * n * inner);
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 31 == 5 ? Double.NaN : Math.rint(x[i]);
    }
    var winners = m.target(o * inner);
    b.indexing().argExtreme(largest, m.input(x), o, n, inner, winners);
    return List.of(winners);
  }

  static Stream<Backend> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theFirstNumberThatIsNoIndex(Backend backend) {
    var m = new Arena(backend, 1);
    var kernels = backend.indexing();
    assertEquals(-1, kernels.firstInvalid(m.input(), 3));
    assertEquals(-1, kernels.firstInvalid(m.input(0, 2, 1, -0.0), 3));
    for (double bad : new double[] {3, -1, 0.5, Double.NaN, Double.NEGATIVE_INFINITY, 1e10}) {
      assertEquals(2, kernels.firstInvalid(m.input(0, 2, bad, bad, 1), 3));
    }
    assertEquals(0, kernels.firstInvalid(m.input(0), 0));
    m.check();
  }

  @TestFactory
  @EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
  Stream<DynamicTest> nothingIsAllocated() {
    var x = Slice.of(new FloatStorage(32_000));
    var y = Slice.of(new FloatStorage(32_000));
    var at = Slice.of(new FloatStorage(320));
    var many = Slice.of(new FloatStorage(32_000));
    return Stream.of(
        allocation("check", k -> k.firstInvalid(at, 5)),
        allocation("select rows", k -> k.selectRows(x, 1, 320, 100, at, y)),
        allocation("add rows", k -> k.addRows(x, 1, 320, 100, at, -1, y)),
        allocation("gather", k -> k.gather(x, 10, 32, 100, 32, many, y)),
        allocation("scatter", k -> k.scatterAdd(x, 10, 32, 100, 32, many, y)),
        allocation("extreme", k -> k.argExtreme(true, x, 320, 100, 1, at)));
  }

  private static DynamicTest allocation(String name, Consumer<IndexingKernels> kernel) {
    return DynamicTest.dynamicTest(
        name, () -> KernelAllocationTest.check(b -> kernel.accept(b.indexing())));
  }
}
