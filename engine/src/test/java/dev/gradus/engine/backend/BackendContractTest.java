package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every kernel on random numbers at odd sizes, larger than a vector and smaller, and at size 0.
final class BackendContractTest {
  private static final int[] SIZES = {0, 1, 7, 16, 33, 1025, 20_001};
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @TestFactory
  Stream<DynamicTest> elementwise() {
    var c = new BackendContract();
    for (int n : SIZES) {
      c.add("fill " + n, 1, (b, m) -> filled(b, m.target(n)));
      c.add("copy " + n, 1, (b, m) -> with(m.target(n), y -> b.copy(m.randomInput(n), y)));
      c.add(
          "axpby " + n, 2, (b, m) -> with(m.random(n), y -> b.axpby(0.5, m.randomInput(n), -2, y)));
      c.add(
          "axpby over NaN " + n,
          1,
          (b, m) -> with(m.target(n), y -> b.axpby(0.5, m.randomInput(n), 0, y)));
      c.add(
          "in place " + n, 1, (b, m) -> with(m.random(n), y -> b.unary(UnaryFunction.TANH, y, y)));
    }
    return c.tests();
  }

  private static List<Slice> filled(Backend b, Slice y) {
    b.fill(y, 1.5);
    return List.of(y);
  }

  @FunctionalInterface
  private interface Body {
    void run(Slice target);
  }

  private static List<Slice> with(Slice target, Body body) {
    body.run(target);
    return List.of(target);
  }

  @TestFactory
  Stream<DynamicTest> unary() {
    var c = new BackendContract();
    double[] special = {0, -0.0, NAN, INFINITY, -INFINITY, 1e-30, 80, -80, 20, -20};
    for (var f : UnaryFunction.values()) {
      boolean positive = f == UnaryFunction.LOG || f == UnaryFunction.SQRT;
      for (int n : SIZES) {
        c.add(
            f + " " + n,
            4,
            (b, m) ->
                with(m.target(n), y -> b.unary(f, m.input(domain(m.randoms(n), positive)), y)));
      }
      c.add(f + " of special numbers", 4, (b, m) -> special(b, m, f, special));
      for (int n : new int[] {1, 17, 1025}) {
        c.accumulating(
            f + " backward " + n, 4, (b, m, add) -> unaryBackward(b, m, f, n, positive, add));
      }
    }
    return c.tests();
  }

  private static List<Slice> special(Backend b, Arena m, UnaryFunction f, double[] numbers) {
    var targets = new ArrayList<Slice>();
    for (double x : numbers) {
      var y = m.target(19);
      var repeated = new double[19];
      Arrays.fill(repeated, x);
      b.unary(f, m.slice(repeated), y);
      targets.add(y);
    }
    return targets;
  }

  private static double[] domain(double[] values, boolean positive) {
    for (int i = 0; positive && i < values.length; i++) {
      values[i] = (float) (Math.abs(values[i]) + 0.1);
    }
    return values;
  }

  /// What f' does not need is NaN: x where y is enough, y where x is.
  private static List<Slice> unaryBackward(
      Backend b, Arena m, UnaryFunction f, int n, boolean positive, boolean add) {
    var known = m.input(domain(m.randoms(n), positive || f == UnaryFunction.EXP));
    var unknown = m.target(n);
    boolean readsX =
        switch (f) {
          case LOG, SQUARE, ABS -> true;
          case NEGATE, EXP, SQRT, RELU, SIGMOID, TANH -> false;
        };
    var dx = m.target(n, add);
    b.unaryBackward(
        f, readsX ? known : unknown, readsX ? unknown : known, m.randomInput(n), dx, add);
    if (!add) {
      var inPlace = m.random(n);
      b.unaryBackward(
          f, readsX ? known : unknown, readsX ? unknown : known, inPlace, inPlace, false);
      return List.of(dx, inPlace);
    }
    return List.of(dx);
  }

  @TestFactory
  Stream<DynamicTest> binary() {
    var c = new BackendContract();
    int[][][] shapes = {
      {{1025}, {1025}},
      {{0, 3}, {3}},
      {{17, 33}, {33}},
      {{33}, {17, 33}},
      {{9, 1}, {1, 19}},
      {{1, 19}, {9, 1}},
      {{5, 7}, {}},
      {{}, {5, 7}},
      {{2, 17, 3, 5}, {17, 1, 1}},
      {{64, 100}, {64, 1}},
      {{1, 3, 1, 5}, {2, 1, 7, 1}},
      {{300, 129}, {129}},
    };
    for (var f : BinaryFunction.values()) {
      for (var pair : shapes) {
        var left = Shape.of(pair[0]);
        var right = Shape.of(pair[1]);
        var broadcast = Broadcast.of("test", left, right);
        var name = f + " " + left + " " + right;
        int n = broadcast.shape().size();
        c.add(
            name,
            1,
            (b, m) -> {
              var x = m.randomInput(left.size());
              var z = m.input(domain(m.randoms(right.size()), f == BinaryFunction.DIVIDE));
              return with(m.target(n), y -> b.binary(f, broadcast, x, z, y));
            });
        c.accumulating(
            name + " backward",
            Math.max(1, n / Math.max(1, Math.min(left.size(), right.size()))),
            (b, m, add) -> binaryBackward(b, m, f, broadcast, left, right, add));
      }
    }
    return c.tests();
  }

  private static List<Slice> binaryBackward(
      Backend b, Arena m, BinaryFunction f, Broadcast broadcast, Shape l, Shape r, boolean add) {
    boolean reads = f != BinaryFunction.ADD && f != BinaryFunction.SUBTRACT;
    var x = reads ? m.randomInput(l.size()) : m.target(l.size());
    var z =
        reads
            ? m.input(domain(m.randoms(r.size()), f == BinaryFunction.DIVIDE))
            : m.target(r.size());
    var dy = m.randomInput(broadcast.shape().size());
    var dl = m.target(l.size(), add);
    var dr = m.target(r.size(), add);
    b.binaryBackward(f, broadcast, true, x, z, dy, dl, add);
    b.binaryBackward(f, broadcast, false, x, z, dy, dr, add);
    return List.of(dl, dr);
  }

  @TestFactory
  Stream<DynamicTest> moving() {
    var c = new BackendContract();
    int[][] sizes = {
      {1, 1, 1},
      {3, 5, 7},
      {0, 3, 2},
      {3, 0, 2},
      {1, 1025, 1},
      {17, 33, 1},
      {1, 9, 65},
      {64, 10, 36}
    };
    for (var s : sizes) {
      int outer = s[0];
      int n = s[1];
      int inner = s[2];
      int all = outer * n * inner;
      var name = " [" + outer + ", " + n + ", " + inner + "]";
      c.accumulating(
          "reduceSum" + name,
          n,
          (b, m, add) ->
              with(
                  m.target(outer * inner, add),
                  y -> b.reduceSum(m.randomInput(all), outer, n, inner, 0.3, y, add)));
      c.accumulating(
          "expand" + name,
          1,
          (b, m, add) ->
              with(
                  m.target(all, add),
                  y -> b.expand(m.randomInput(outer * inner), outer, n, inner, 0.3, y, add)));
      c.accumulating(
          "channelSum" + name,
          (long) outer * inner,
          (b, m, add) ->
              with(
                  m.target(n, add),
                  y -> b.channelSum(m.randomInput(all), outer, n, inner, y, add)));
      c.accumulating(
          "permute" + name,
          1,
          (b, m, add) ->
              with(
                  m.target(all, add),
                  y ->
                      b.permute(
                          m.randomInput(all),
                          new int[] {inner, outer, n},
                          new int[] {1, n * inner, inner},
                          y,
                          add)));
      int from = n / 3;
      int count = n - from - n / 4;
      c.add(
          "slice" + name,
          1,
          (b, m) ->
              with(
                  m.target(outer * count * inner),
                  y -> b.slice(m.randomInput(all), outer, n, inner, from, count, y)));
      c.accumulating(
          "unslice" + name,
          1,
          (b, m, add) ->
              with(
                  m.random(all),
                  x ->
                      b.unslice(
                          m.randomInput(outer * count * inner),
                          outer,
                          n,
                          inner,
                          from,
                          count,
                          x,
                          add)));
    }
    c.accumulating(
        "permute of a part",
        1,
        (b, m, add) ->
            with(
                m.target(3 * 2 * 5, add),
                y ->
                    b.permute(
                        m.randomInput(3 * 7 * 5 - 10),
                        new int[] {3, 2, 5},
                        new int[] {35, 5, 1},
                        y,
                        add)));
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> gemm() {
    var c = new BackendContract();
    int[][] sizes = {
      {1, 1, 1},
      {3, 5, 7},
      {17, 33, 9},
      {1, 100, 65},
      {64, 1, 33},
      {10, 10, 784},
      {10, 100, 300},
      {10, 96, 20},
      {20, 70, 40},
      {50, 33, 270},
      {0, 3, 4},
      {3, 0, 4},
      {3, 4, 0},
      {129, 67, 300},
      {250, 130, 70},
      {30, 67, 300},
      {50, 109, 520},
      {64, 130, 9},
      {130, 40, 1100}
    };
    for (var s : sizes) {
      for (int transposes = 0; transposes < 4; transposes++) {
        boolean ta = (transposes & 1) != 0;
        boolean tb = (transposes & 2) != 0;
        var gemm = Gemm.of(s[0], s[1], s[2]).transposed(ta, tb);
        var name =
            "gemm " + s[0] + "x" + s[1] + "x" + s[2] + (ta ? " A^T" : "") + (tb ? " B^T" : "");
        c.accumulating(name, s[2], (b, m, add) -> product(b, m, gemm.accumulating(add), false));
        var activations =
            transposes == 0 ? Activation.values() : new Activation[] {Activation.RELU};
        for (var f : activations) {
          c.add(name + " + bias, " + f, s[2], (b, m) -> product(b, m, gemm.activated(f), true));
        }
      }
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> gemmPacked() {
    var c = new BackendContract();
    int[][] sizes = {{1, 1, 1}, {3, 5, 7}, {20, 130, 65}, {170, 67, 300}, {0, 3, 4}, {3, 4, 0}};
    for (var s : sizes) {
      for (boolean turned : new boolean[] {false, true}) {
        var gemm = Gemm.of(s[0], s[1], s[2]).transposed(false, turned);
        var name = "packed " + s[0] + "x" + s[1] + "x" + s[2] + (turned ? " B^T" : "");
        c.accumulating(name, s[2], (b, m, add) -> packed(b, m, gemm.accumulating(add), false));
        var activated = gemm.activated(Activation.TANH);
        c.add(name + " + bias, tanh", s[2], (b, m) -> packed(b, m, activated, true));
      }
    }
    return c.tests();
  }

  /// The product and, packed, the same again, to the bit.
  private static List<Slice> packed(Backend b, Arena m, Gemm g, boolean bias) {
    var x = m.randomInput(g.m() * g.k());
    var w = m.randomWeights(g.k() * g.n(), g.k());
    var row = bias ? m.randomInput(g.n()) : null;
    var plain = m.target(g.m() * g.n(), g.accumulate());
    var y = m.target(g.m() * g.n(), false);
    b.copy(plain, y);
    b.gemm(g, x, w, row, plain);
    var room = Slice.of(b.allocate(b.packedSize(g)));
    b.pack(g, w, room);
    b.gemmPacked(g, x, room, row, y);
    assertArrayEquals(plain.toFloats(), y.toFloats());
    return List.of(y);
  }

  private static List<Slice> product(Backend b, Arena m, Gemm g, boolean bias) {
    var x = m.randomInput(g.m() * g.k());
    var w = m.randomWeights(g.k() * g.n(), g.k());
    var y = m.target(g.m() * g.n(), g.accumulate());
    b.gemm(g, x, w, bias ? m.randomInput(g.n()) : null, y);
    return List.of(y);
  }

  @TestFactory
  Stream<DynamicTest> activationBackward() {
    var c = new BackendContract();
    for (var f : Activation.values()) {
      for (int n : SIZES) {
        c.add(
            f + " backward " + n,
            4,
            (b, m) -> {
              var y = m.randomInput(n);
              var dx = m.target(n);
              b.activationBackward(f, y, m.randomInput(n), dx);
              var inPlace = m.random(n);
              b.activationBackward(f, y, inPlace, inPlace);
              return List.of(dx, inPlace);
            });
      }
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> rows() {
    var c = new BackendContract();
    int[][] sizes = {{1, 1}, {3, 10}, {64, 10}, {5, 17}, {7, 1000}, {0, 10}, {33, 3}};
    for (var s : sizes) {
      int rows = s[0];
      int n = s[1];
      var name = " [" + rows + ", " + n + "]";
      c.add(
          "softmax" + name,
          n,
          (b, m) -> {
            var y = m.target(rows * n);
            b.softmax(rows, n, m.randomInput(rows * n), y);
            var inPlace = m.random(rows * n);
            b.softmax(rows, n, inPlace, inPlace);
            return List.of(y, inPlace);
          });
      c.accumulating(
          "softmax backward" + name,
          n,
          (b, m, add) ->
              with(
                  m.target(rows * n, add),
                  dx ->
                      b.softmaxBackward(
                          rows, n, m.randomInput(rows * n), m.randomInput(rows * n), dx, add)));
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> optimizers() {
    var c = new BackendContract();
    for (int n : SIZES) {
      c.add(
          "sgd " + n,
          4,
          (b, m) -> with(m.random(n), w -> b.sgd(0.1, 0, false, 0.01, w, m.randomInput(n), null)));
      for (boolean nesterov : new boolean[] {false, true}) {
        c.add(
            "sgd with momentum " + n + (nesterov ? ", nesterov" : ""),
            4,
            (b, m) -> {
              var w = m.random(n);
              var v = m.random(n);
              b.sgd(0.1, 0.9, nesterov, 0.01, w, m.randomInput(n), v);
              return List.of(w, v);
            });
      }
      c.add(
          "adam " + n,
          8,
          (b, m) -> {
            var w = m.random(n);
            var first = m.random(n);
            var second = m.slice(domain(m.randoms(n), true));
            b.adam(1e-3, 0.9, 0.999, 1e-8, 0.1, 0.001, w, m.randomInput(n), first, second);
            return List.of(w, first, second);
          });
    }
    return c.tests();
  }
}
