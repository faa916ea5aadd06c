package dev.gradus.bench;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.ConvGeometry;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.PoolGeometry;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UnaryFunction;
import java.util.Arrays;
import java.util.Locale;

/// Makes kernels from their names:
///
/// - `gemm 64x1000x1000 NT`: C [64, 1000] = A B over a sum of 1000, B transposed;
/// - `conv 16x64x8x8 64@3 pad 1 stride 1 data`: batch, channels, rows, columns, filters, their
///   size; `forward`, `data` or `filter`;
/// - `pool 64x6x28x28 forward`, or `backward`: maximum over 2x2;
/// - `lstm 50x32x128 forward`: steps, batch, units; the products of all inputs at once, then for
///   each step product and gates. `gates 32x128 forward`, or `backward`: the gates alone;
/// - `exp 65536`, `log`, `tanh`, `sigmoid`: of so many numbers;
/// - `sgd 65536`, `momentum`, `adam`: updates of so many weights.
final class Kernels {
  private final Backend backend;

  /// Makes kernels for a backend.
  Kernels(Backend backend) {
    this.backend = backend;
  }

  /// The kernel of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  Kernel named(String name) {
    var words = name.split(" ", -1);
    return switch (words[0]) {
      case "gemm" -> product(name, numbers(words[1]), words[2]);
      case "conv" -> convolution(name, words);
      case "pool" -> pooling(name, numbers(words[1]), words[2]);
      case "lstm" -> sequence(name, numbers(words[1]));
      case "gates" -> gates(name, numbers(words[1]), words[2]);
      case "exp", "log", "tanh", "sigmoid" ->
          function(
              name,
              UnaryFunction.valueOf(words[0].toUpperCase(Locale.ROOT)),
              Integer.parseInt(words[1]));
      case "sgd", "momentum", "adam" -> update(name, words[0], Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException("there is no kernel '" + name + "'");
    };
  }

  private static int[] numbers(String shape) {
    return Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /// Numbers from 0.1 to 1, so that no function leaves its range and no update changes much.
  private Slice room(int n) {
    var numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = 0.1f + 0.9f * ((i * 37) % 101) / 101;
    }
    var slice = Slice.of(backend.allocate(n));
    slice.storage().write(0, numbers, 0, n);
    return slice;
  }

  private Kernel product(String name, int[] shape, String transposes) {
    var gemm =
        Gemm.of(shape[0], shape[1], shape[2])
            .transposed(transposes.charAt(0) == 'T', transposes.charAt(1) == 'T');
    var a = room(gemm.m() * gemm.k());
    var b = room(gemm.k() * gemm.n());
    var c = room(gemm.m() * gemm.n());
    return new Kernel(
        name, 2.0 * gemm.m() * gemm.n() * gemm.k(), () -> backend.gemm(gemm, a, b, null, c));
  }

  private Kernel convolution(String name, String[] words) {
    var in = numbers(words[1]);
    var filters = words[2].split("@", -1);
    int count = Integer.parseInt(filters[0]);
    int size = Integer.parseInt(filters[1]);
    int pad = Integer.parseInt(words[4]);
    int stride = Integer.parseInt(words[6]);
    var g =
        new ConvGeometry(
            in[0], in[1], in[2], in[3], count, size, size, stride, stride, pad, pad, pad, pad, 1, 1,
            1);
    var x = room(g.inputSize());
    var w = room(g.weightSize());
    var y = room(g.outputSize());
    var bias = room(count);
    Runnable call =
        switch (words[7]) {
          case "forward" -> () -> backend.conv2d(g, x, w, bias, Activation.RELU, y);
          case "data" -> () -> backend.conv2dBackwardData(g, y, w, x, false);
          case "filter" -> () -> backend.conv2dBackwardFilter(g, x, y, w, false);
          default -> throw new IllegalArgumentException("no pass '" + words[7] + "'");
        };
    return new Kernel(name, 2.0 * g.macs(), call);
  }

  private Kernel pooling(String name, int[] in, String pass) {
    var g = new PoolGeometry(in[0], in[1], in[2], in[3], 2, 2, 2, 2, 0, 0, in[2] / 2, in[3] / 2);
    var x = room(g.inputSize());
    var y = room(g.outputSize());
    var winners = room(g.outputSize());
    backend.maxPool(g, x, y, winners);
    return pass.equals("forward")
        ? new Kernel(name, g.outputSize(), () -> backend.maxPool(g, x, y, winners))
        : new Kernel(name, g.inputSize(), () -> backend.maxPoolBackward(g, winners, y, x, false));
  }

  private Kernel sequence(String name, int[] shape) {
    int steps = shape[0];
    int batch = shape[1];
    int units = shape[2];
    var all = Gemm.of(steps * batch, 4 * units, units);
    var one = Gemm.of(batch, 4 * units, units).accumulating(true);
    var x = room(steps * batch * units);
    var w = room(4 * units * units);
    var u = room(4 * units * units);
    var gates = room(steps * batch * 4 * units);
    var h = room((steps + 1) * batch * units);
    var c = room((steps + 1) * batch * units);
    var recurrent = backend.recurrent();
    int state = batch * units;
    return new Kernel(
        name,
        2.0 * steps * batch * 4 * units * 2 * units,
        () -> {
          backend.gemm(all, x, w, null, gates);
          for (int t = 0; t < steps; t++) {
            var of = gates.part(t * 4 * state, 4 * state);
            var before = h.part(t * state, state);
            backend.gemm(one, before, u, null, of);
            recurrent.lstm(
                batch,
                units,
                null,
                of,
                before,
                c.part(t * state, state),
                h.part((t + 1) * state, state),
                c.part((t + 1) * state, state));
          }
        });
  }

  private Kernel gates(String name, int[] shape, String pass) {
    int batch = shape[0];
    int units = shape[1];
    int state = batch * units;
    var gates = room(4 * state);
    var before = room(state);
    var h = room(state);
    var c = room(state);
    var dGates = room(4 * state);
    var dh = room(state);
    var dc = room(state);
    var recurrent = backend.recurrent();
    return pass.equals("forward")
        ? new Kernel(
            name, state, () -> recurrent.lstm(batch, units, null, gates, before, before, h, c))
        : new Kernel(
            name,
            state,
            () -> {
              backend.fill(h, 0);
              backend.fill(c, 0);
              recurrent.lstmBackward(
                  batch, units, null, gates, before, before, dh, dc, dGates, h, c);
            });
  }

  private Kernel function(String name, UnaryFunction f, int n) {
    var x = room(n);
    var y = room(n);
    return new Kernel(name, n, () -> backend.unary(f, x, y));
  }

  private Kernel update(String name, String rule, int n) {
    var weights = room(n);
    var gradients = room(n);
    var first = room(n);
    var second = room(n);
    double rate = 1e-9;
    Runnable call =
        switch (rule) {
          case "sgd" -> () -> backend.sgd(rate, 0, false, 0, weights, gradients, null);
          case "momentum" -> () -> backend.sgd(rate, 0.9, false, 0, weights, gradients, first);
          default ->
              () -> backend.adam(rate, 0.9, 0.999, 1e-8, 1, 1, weights, gradients, first, second);
        };
    return new Kernel(name, n, call);
  }
}
