package dev.gradus.engine.backend;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every recurrent kernel at odd sizes, with and without a mask, and at sizes of several tasks.
final class RecurrentKernelsTest {
  private static final int[][] SIZES = {
    {0, 3}, {1, 1}, {3, 5}, {5, 7}, {2, 16}, {4, 33}, {70, 200}
  };

  private interface Masked {
    List<Slice> run(Backend b, Arena m, @Nullable Slice mask);
  }

  private static void add(BackendContract c, String name, int rows, int n, Masked kernel) {
    c.add(name + " " + rows + "x" + n, 16, (b, m) -> kernel.run(b, m, null));
    c.add(name + " masked " + rows + "x" + n, 16, (b, m) -> kernel.run(b, m, mask(m, rows)));
  }

  private static Slice mask(Arena m, int rows) {
    var values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = i % 3 == 1 ? 0 : 1;
    }
    return m.input(values);
  }

  @TestFactory
  Stream<DynamicTest> rnn() {
    var c = new BackendContract();
    for (var f : Activation.values()) {
      for (var size : SIZES) {
        int rows = size[0];
        int n = size[1];
        int all = rows * n;
        add(
            c,
            f + " rnn",
            rows,
            n,
            (b, m, mask) -> {
              var h = m.random(all);
              b.recurrent().rnn(f, rows, n, mask, m.randomInput(all), h);
              return List.of(h);
            });
        add(
            c,
            f + " rnnBackward",
            rows,
            n,
            (b, m, mask) -> {
              var by = m.target(all);
              var before = m.random(all);
              b.recurrent()
                  .rnnBackward(
                      f, rows, n, mask, m.randomInput(all), m.randomInput(all), by, before);
              return List.of(by, before);
            });
      }
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> lstm() {
    var c = new BackendContract();
    for (var size : SIZES) {
      int rows = size[0];
      int n = size[1];
      int all = rows * n;
      add(
          c,
          "lstm",
          rows,
          n,
          (b, m, mask) -> {
            var gates = m.random(4 * all);
            var h = m.target(all);
            var cell = m.target(all);
            b.recurrent()
                .lstm(rows, n, mask, gates, m.randomInput(all), m.randomInput(all), h, cell);
            return List.of(gates, h, cell);
          });
      add(
          c,
          "lstmBackward",
          rows,
          n,
          (b, m, mask) -> {
            var by = m.target(4 * all);
            var h = m.random(all);
            var cell = m.random(all);
            b.recurrent()
                .lstmBackward(
                    rows,
                    n,
                    mask,
                    m.randomInput(4 * all),
                    m.randomInput(all),
                    m.randomInput(all),
                    m.randomInput(all),
                    m.randomInput(all),
                    by,
                    h,
                    cell);
            return List.of(by, h, cell);
          });
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> gru() {
    var c = new BackendContract();
    for (var size : SIZES) {
      int rows = size[0];
      int n = size[1];
      int all = rows * n;
      add(
          c,
          "gru",
          rows,
          n,
          (b, m, mask) -> {
            var gates = m.random(3 * all);
            var kept = m.target(all);
            var h = m.target(all);
            b.recurrent()
                .gru(rows, n, mask, gates, m.randomInput(3 * all), m.randomInput(all), kept, h);
            return List.of(gates, kept, h);
          });
      add(
          c,
          "gruBackward",
          rows,
          n,
          (b, m, mask) -> {
            var byGates = m.target(3 * all);
            var bySums = m.target(3 * all);
            var before = m.random(all);
            b.recurrent()
                .gruBackward(
                    rows,
                    n,
                    mask,
                    m.randomInput(3 * all),
                    m.randomInput(all),
                    m.randomInput(all),
                    m.randomInput(all),
                    byGates,
                    bySums,
                    before);
            return List.of(byGates, bySums, before);
          });
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> gruWithTheResetBefore() {
    var c = new BackendContract();
    for (var size : SIZES) {
      int rows = size[0];
      int n = size[1];
      int all = rows * n;
      c.add(
          "gruGates " + rows + "x" + n,
          16,
          (b, m) -> {
            var gates = m.random(3 * all);
            var reset = m.target(all);
            b.recurrent()
                .gruGates(rows, n, gates, m.randomInput(2 * all), m.randomInput(all), reset);
            return List.of(gates, reset);
          });
      add(
          c,
          "gruState",
          rows,
          n,
          (b, m, mask) -> {
            var gates = m.random(3 * all);
            var h = m.target(all);
            b.recurrent().gruState(rows, n, mask, gates, m.randomInput(all), m.randomInput(all), h);
            return List.of(gates, h);
          });
      add(
          c,
          "gruStateBackward",
          rows,
          n,
          (b, m, mask) -> {
            var by = m.random(3 * all);
            var bySums = m.target(all);
            var before = m.random(all);
            b.recurrent()
                .gruStateBackward(
                    rows,
                    n,
                    mask,
                    m.randomInput(3 * all),
                    m.randomInput(all),
                    m.randomInput(all),
                    by,
                    bySums,
                    before);
            return List.of(by, bySums, before);
          });
      c.add(
          "gruGatesBackward " + rows + "x" + n,
          16,
          (b, m) -> {
            var by = m.random(3 * all);
            var bySums = m.target(2 * all);
            var before = m.random(all);
            b.recurrent()
                .gruGatesBackward(
                    rows,
                    n,
                    m.randomInput(3 * all),
                    m.randomInput(all),
                    m.randomInput(all),
                    by,
                    bySums,
                    before);
            return List.of(by, bySums, before);
          });
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> maskOf() {
    var c = new BackendContract();
    double[] numbers = {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, Double.NaN, 0, 0};
    c.add(
        "maskOf",
        1,
        (b, m) -> {
          var mask = m.target(5);
          b.recurrent().maskOf(5, 3, 0, m.input(numbers), mask);
          return List.of(mask);
        });
    return c.tests();
  }
}
