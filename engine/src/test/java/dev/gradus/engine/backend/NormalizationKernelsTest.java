package dev.gradus.engine.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;

/// The kernels of normalisation at odd sizes: against the reference, on any number of threads,
/// without allocation.
final class NormalizationKernelsTest {
  private static final int[][] CHANNELS = {
    {1, 1, 2},
    {5, 3, 1},
    {33, 67, 1},
    {64, 130, 1},
    {3, 5, 7},
    {2, 6, 784},
    {4, 1, 1025},
    {0, 3, 4},
    {3, 0, 4},
    {3, 4, 0},
    {70, 2, 17},
  };

  /// What a batch normalisation has.
  private record Kind(boolean gamma, boolean beta, boolean addend, boolean rectified) {}

  private static ChannelGeometry geometry(int... a) {
    return new ChannelGeometry(a[0], a[1], a[2]);
  }

  private static double[] positive(Arena m, int n) {
    var values = m.randoms(n);
    for (int i = 0; i < n; i++) {
      values[i] = (float) (Math.abs(values[i]) + 0.5);
    }
    return values;
  }

  @TestFactory
  Stream<DynamicTest> channels() {
    var c = new BackendContract();
    for (var sizes : CHANNELS) {
      var g = geometry(sizes);
      long n = g.perChannel();
      c.add("inverse deviation " + g, 1, (b, m) -> inverse(b, m, g.channels()));
      for (int given = 0; given < 16; given++) {
        var kind = new Kind((given & 1) != 0, (given & 2) != 0, (given & 4) != 0, (given & 8) != 0);
        c.add("normalize " + g + kind, 4, (b, m) -> normalize(b, m, g, kind));
        c.add("normalize batch " + g + kind, n, (b, m) -> batch(b, m, g, kind));
        for (double share : new double[] {0, 1.0 / Math.max(1, n)}) {
          c.accumulating(
              "backward " + share + " " + g + kind,
              Math.max(8, n),
              (b, m, add) -> backward(b, m, g, kind, share, add));
        }
      }
    }
    return c.tests();
  }

  private static List<Slice> inverse(Backend b, Arena m, int n) {
    var y = m.target(n);
    b.normalization().inverseDeviation(m.input(positive(m, n)), 1e-5, y);
    var inPlace = m.slice(positive(m, n));
    b.normalization().inverseDeviation(inPlace, 1e-3, inPlace);
    return List.of(y, inPlace);
  }

  private static @Nullable Slice parameter(Arena m, int n, boolean given) {
    return given ? m.randomInput(n) : null;
  }

  private static ChannelNorm norm(
      Arena m, ChannelGeometry g, Kind kind, Slice x, Slice mean, Slice inverse, Slice y) {
    return new ChannelNorm(
        g,
        x,
        mean,
        inverse,
        parameter(m, g.channels(), kind.gamma),
        parameter(m, g.channels(), kind.beta),
        parameter(m, g.size(), kind.addend),
        kind.rectified,
        y);
  }

  private static List<Slice> normalize(Backend b, Arena m, ChannelGeometry g, Kind kind) {
    var y = m.target(g.size());
    int n = g.channels();
    b.normalization()
        .normalize(
            norm(
                m, g, kind, m.randomInput(g.size()), m.randomInput(n), m.input(positive(m, n)), y));
    return List.of(y);
  }

  private static List<Slice> batch(Backend b, Arena m, ChannelGeometry g, Kind kind) {
    var y = m.target(g.size());
    int n = g.channels();
    var mean = m.target(n);
    var inverse = m.target(n);
    var variance = m.target(n);
    b.normalization()
        .normalizeBatch(norm(m, g, kind, m.randomInput(g.size()), mean, inverse, y), 0.1, variance);
    return List.of(mean, variance, inverse, y);
  }

  /// What is not read is NaN: y, unless a rectified result had an addend; x for dx with constant
  /// statistics, where the gradient of gamma then has to be NaN.
  private static List<Slice> backward(
      Backend b, Arena m, ChannelGeometry g, Kind kind, double share, boolean add) {
    int n = g.channels();
    boolean gated = kind.addend && kind.rectified;
    var mean = m.randomInput(n);
    var inverse = m.input(positive(m, n));
    var y = gated ? m.randomInput(g.size()) : m.target(g.size());
    var x = share == 0 && !kind.rectified ? m.target(g.size()) : m.randomInput(g.size());
    var norm = norm(m, g, kind, x, mean, inverse, y);
    var dy = m.randomInput(g.size());
    var targets = new ArrayList<Slice>();
    for (boolean inPlace : new boolean[] {false, true}) {
      for (boolean wanted : new boolean[] {false, true}) {
        var gradient = inPlace ? m.slice(Arena.toArray(dy)) : dy;
        var d = inPlace ? gradient : m.target(g.size());
        var sum = m.target(n);
        var product = m.target(n);
        var dx = wanted ? m.target(g.size(), add) : null;
        b.normalization().normalizeBackward(norm, gradient, share, d, sum, product, dx, add);
        targets.add(sum);
        targets.add(product);
        if (dx != null) {
          targets.add(dx);
        }
        if (gated) {
          targets.add(d);
        }
      }
    }
    return targets;
  }

  @TestFactory
  Stream<DynamicTest> rows() {
    var c = new BackendContract();
    int[][] sizes = {{1, 2}, {3, 7}, {64, 128}, {5, 1025}, {300, 33}, {0, 5}, {17, 1}};
    for (var s : sizes) {
      for (boolean given : new boolean[] {false, true}) {
        var name = " [" + s[0] + ", " + s[1] + "] " + given;
        c.add("layer norm" + name, s[1], (b, m) -> layerNorm(b, m, s[0], s[1], given));
        c.accumulating(
            "layer norm backward" + name,
            s[1],
            (b, m, add) -> layerNormBackward(b, m, s[0], s[1], given, add));
      }
    }
    return c.tests();
  }

  private static List<Slice> layerNorm(Backend b, Arena m, int rows, int n, boolean given) {
    var y = m.target(rows * n);
    var mean = m.target(rows);
    var inverse = m.target(rows);
    b.normalization()
        .layerNorm(
            rows,
            n,
            1e-1,
            m.randomInput(rows * n),
            parameter(m, n, given),
            parameter(m, n, given),
            y,
            mean,
            inverse);
    return List.of(y, mean, inverse);
  }

  private static List<Slice> layerNormBackward(
      Backend b, Arena m, int rows, int n, boolean given, boolean add) {
    var x = m.randomInput(rows * n);
    var mean = m.randomInput(rows);
    var inverse = m.input(positive(m, rows));
    var dy = m.randomInput(rows * n);
    var dx = m.target(rows * n, add);
    var dGamma = m.target(n, add);
    var gamma = parameter(m, n, given);
    b.normalization().layerNormBackward(rows, n, x, mean, inverse, gamma, dy, dx, add);
    b.normalization().layerNormScale(rows, n, x, mean, inverse, dy, dGamma, add);
    return List.of(dx, dGamma);
  }

  @TestFactory
  Stream<DynamicTest> responses() {
    var c = new BackendContract();
    ResponseWindow[] windows = {
      new ResponseWindow(5, 2, 1e-4, 0.75),
      new ResponseWindow(3, 1, 0.5, 0.75),
      new ResponseWindow(4, 1.5, 0.25, 0.6),
    };
    for (var sizes : CHANNELS) {
      var g = geometry(sizes);
      for (var w : windows) {
        c.add("response " + g + w, 8, (b, m) -> response(b, m, g, w));
        c.accumulating(
            "response backward " + g + w, 16, (b, m, add) -> responseBackward(b, m, g, w, add));
      }
    }
    return c.tests();
  }

  private static List<Slice> response(Backend b, Arena m, ChannelGeometry g, ResponseWindow w) {
    var x = m.randomInput(g.size());
    var base = m.target(g.size());
    var y = m.target(g.size());
    b.normalization().responseNorm(g, w, x, base, y);
    var same = m.target(g.size());
    b.normalization().responseNorm(g, w, x, same, same);
    return List.of(base, y, same);
  }

  private static List<Slice> responseBackward(
      Backend b, Arena m, ChannelGeometry g, ResponseWindow w, boolean add) {
    var dx = m.target(g.size(), add);
    b.normalization()
        .responseNormBackward(
            g,
            w,
            m.randomInput(g.size()),
            m.input(positive(m, g.size())),
            m.randomInput(g.size()),
            m.randomInput(g.size()),
            dx,
            add);
    return List.of(dx);
  }

  @TestFactory
  @EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
  Stream<DynamicTest> nothingIsAllocated() {
    var x = room(32_000, 0.3);
    var y = room(32_000, 0.2);
    var z = room(32_000, 0.1);
    var p = room(400, 1.5);
    var q = room(400, 0.5);
    var images = new ChannelGeometry(8, 5, 784);
    var features = new ChannelGeometry(80, 400, 1);
    var tests = new ArrayList<DynamicTest>();
    for (var g : new ChannelGeometry[] {images, features}) {
      for (int given = 0; given < 4; given++) {
        var addend = (given & 1) == 0 ? null : x;
        var norm = new ChannelNorm(g, x, p, q, p, q, addend, given > 1, y);
        var kind = " " + g + given;
        tests.add(allocation("normalize" + kind, k -> k.normalize(norm)));
        tests.add(allocation("normalize batch" + kind, k -> k.normalizeBatch(norm, 1e-5, p)));
        tests.add(
            allocation(
                "backward" + kind, k -> k.normalizeBackward(norm, y, 0.1, x, p, q, z, false)));
      }
      var w = new ResponseWindow(5, 2, 1e-4, 0.75);
      tests.add(allocation("response " + g, k -> k.responseNorm(g, w, x, y, z)));
      tests.add(
          allocation(
              "response backward " + g, k -> k.responseNormBackward(g, w, x, y, z, x, z, false)));
    }
    tests.add(allocation("inverse deviation", k -> k.inverseDeviation(p, 1e-5, q)));
    tests.add(allocation("layer norm", k -> k.layerNorm(80, 400, 1e-5, x, p, q, y, p, q)));
    tests.add(
        allocation(
            "layer norm backward", k -> k.layerNormBackward(80, 400, x, p, q, p, y, z, true)));
    tests.add(allocation("layer norm scale", k -> k.layerNormScale(80, 400, x, p, q, y, p, true)));
    return tests.stream();
  }

  private static Slice room(int n, double value) {
    var slice = Slice.of(new FloatStorage(n));
    for (int i = 0; i < n; i++) {
      slice.set(i, value);
    }
    return slice;
  }

  private static DynamicTest allocation(String name, Consumer<NormalizationKernels> kernel) {
    return DynamicTest.dynamicTest(
        name, () -> KernelAllocationTest.check(b -> kernel.accept(b.normalization())));
  }
}
