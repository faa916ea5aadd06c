package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.Shape;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;

/// Once the compiler has seen them, the kernels of [SimdBackend] allocate nothing, however large
/// the arrays: a vector that becomes an object would cost at least 2 bytes for each element.
@EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
class KernelAllocationTest {
  private static final int N = 32_003;
  private static final int LIMIT = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SimdBackend BACKEND = new SimdBackend(1);

  private final Slice x = room(0.3);
  private final Slice y = room(0.2);
  private final Slice z = room(0.1);
  private final Slice v = room(0.4);
  private final Slice u = room(0.5);
  private final Map<String, Consumer<Backend>> kernels = new LinkedHashMap<>();

  KernelAllocationTest() {
    elementwise();
    broadcasting();
    layouts();
    products();
    windows();
    classes();
    curves();
    localWindows();
    recurrent();
    kernels.put("sgd", b -> b.sgd(1e-9, 0, false, 0.1, x, y, null));
    kernels.put("sgd with momentum", b -> b.sgd(1e-9, 0.9, false, 0.1, x, y, z));
    kernels.put("sgd after Nesterov", b -> b.sgd(1e-9, 0.9, true, 0.1, x, y, z));
    kernels.put("adam", b -> b.adam(1e-9, 0.9, 0.999, 1e-8, 0.5, 0.5, x, y, z, v));
    updates();
  }

  private void updates() {
    kernels.put("adaGrad", b -> b.updates().adaGrad(1e-9, 1e-8, x, y, v));
    kernels.put("rmsProp", b -> b.updates().rmsProp(1e-9, 0.9, 1e-8, 0, x, y, v, null, null));
    kernels.put("rmsProp, centered", b -> b.updates().rmsProp(1e-9, 0.9, 1e-8, 0.9, x, y, v, z, u));
    kernels.put("adaDelta", b -> b.updates().adaDelta(1e-9, 0.9, 1e-6, x, y, v, z));
    kernels.put(
        "adamW", b -> b.updates().adamW(1e-9, 0.9, 0.99, 1e-8, 1, 1, 0.1, x, y, z, v, null));
    kernels.put("amsgrad", b -> b.updates().adamW(1e-9, 0.9, 0.99, 1e-8, 1, 1, 0.1, x, y, z, v, u));
    kernels.put("dot", b -> b.updates().dot(x, y));
    kernels.put("sumOfMagnitudes", b -> b.updates().sumOfMagnitudes(x));
    kernels.put("addSign", b -> b.updates().addSign(1e-9, x, y));
    int units = 97;
    var all = x.part(0, units * (N / units));
    for (boolean columns : new boolean[] {false, true}) {
      kernels.put(
          "clampNorms " + columns,
          b -> b.updates().clampNorms(units, N / units, columns, 0.5, 1, all));
    }
  }

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  private static Slice room(double value) {
    var slice = Slice.of(BACKEND.allocate(N));
    BACKEND.fill(slice, value);
    return slice;
  }

  private void elementwise() {
    kernels.put("fill", b -> b.fill(y, 0.2));
    kernels.put("copy", b -> b.copy(x, y));
    kernels.put("axpby", b -> b.axpby(0.5, x, 0.5, y));
    for (var f : UnaryFunction.values()) {
      kernels.put(f + "", b -> b.unary(f, x, y));
      kernels.put(f + " backward", b -> b.unaryBackward(f, x, y, z, v, false));
      kernels.put(f + " backward, adding", b -> b.unaryBackward(f, x, y, z, v, true));
    }
    for (var f : Activation.values()) {
      kernels.put(f + " activation backward", b -> b.activationBackward(f, y, z, v));
    }
    kernels.put("dropout", b -> b.dropout(7, 0.5, x, y));
    kernels.put("dropout backward", b -> b.dropoutBackward(7, 0.5, x, y, true));
    kernels.put("sumOfSquares", b -> b.sumOfSquares(x));
    kernels.put("allBelow", b -> b.allBelow(1e10, x));
    kernels.put("allFinite", b -> b.allFinite(x));
  }

  private void broadcasting() {
    var plain = Broadcast.of("test", Shape.of(N), Shape.of(N));
    var row = Broadcast.of("test", Shape.of(160, 200), Shape.of(200));
    var column = Broadcast.of("test", Shape.of(160, 200), Shape.of(160, 1));
    for (var f : BinaryFunction.values()) {
      for (var broadcast : new Broadcast[] {plain, row, column}) {
        var name = f + " " + Arrays.toString(broadcast.rightStrides());
        kernels.put(name, b -> b.binary(f, broadcast, x, y, z));
        kernels.put(
            name + " backward",
            b -> {
              b.binaryBackward(f, broadcast, true, x, y, z, v, false);
              b.binaryBackward(f, broadcast, false, x, y, z, v, true);
            });
      }
    }
  }

  private void layouts() {
    kernels.put("reduceSum, last", b -> b.reduceSum(x, 160, 200, 1, 0.5, y, false));
    kernels.put("reduceSum, first", b -> b.reduceSum(x, 1, 160, 200, 0.5, y, true));
    kernels.put("expand, last", b -> b.expand(x, 160, 200, 1, 0.5, y, true));
    kernels.put("expand, first", b -> b.expand(x, 1, 160, 200, 0.5, y, false));
    kernels.put("channelSum", b -> b.channelSum(x, 10, 16, 200, y, false));
    kernels.put("channelSum of rows", b -> b.channelSum(x, 160, 200, 1, y, false));
    int[] dims = {200, 160};
    int[] strides = {1, 200};
    kernels.put("permute", b -> b.permute(x, dims, strides, y, false));
    kernels.put("slice", b -> b.slice(x, 10, 16, 200, 3, 9, y));
    kernels.put("unslice", b -> b.unslice(y, 10, 16, 200, 3, 9, x, false));
  }

  private void products() {
    for (var f : Activation.values()) {
      for (int m : new int[] {1, 10, 64}) {
        kernels.put(
            "gemm " + m + " " + f, b -> b.gemm(Gemm.of(m, 100, 123).activated(f), x, y, z, v));
      }
    }
    for (int m : new int[] {1, 10, 64}) {
      var gemm = Gemm.of(m, 100, 123);
      kernels.put("pack " + m, b -> b.pack(gemm, x, u.part(0, b.packedSize(gemm))));
      kernels.put("packed " + m, b -> b.gemmPacked(gemm.activated(Activation.TANH), y, u, z, v));
      var turned = Gemm.of(m, 120, 100).transposed(false, true).accumulating(true);
      kernels.put("packed NT " + m, b -> b.gemmPacked(turned, y, u, null, v));
    }
    for (int m : new int[] {1, 7, 64}) {
      kernels.put(
          "gemm NT " + m, b -> b.gemm(Gemm.of(m, 120, 100).transposed(false, true), x, y, null, v));
      kernels.put(
          "gemm TN " + m, b -> b.gemm(Gemm.of(123, 100, m).transposed(true, false), x, y, null, v));
      kernels.put(
          "gemm TT " + m, b -> b.gemm(Gemm.of(m, 120, 100).transposed(true, true), x, y, null, v));
    }
  }

  private void windows() {
    ConvGeometry[] shapes = {
      new ConvGeometry(8, 1, 28, 28, 6, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1),
      new ConvGeometry(8, 6, 14, 14, 16, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1),
      new ConvGeometry(4, 6, 15, 15, 16, 3, 3, 2, 2, 1, 1, 1, 1, 2, 2, 2),
      new ConvGeometry(32, 3, 9, 9, 10, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    };
    for (int i = 0; i < shapes.length; i++) {
      var g = shapes[i];
      for (var f : Activation.values()) {
        kernels.put("conv2d " + i + " " + f, b -> b.conv2d(g, x, y, z, f, v));
      }
      kernels.put("conv2d data " + i, b -> b.conv2dBackwardData(g, x, y, v, true));
      kernels.put("conv2d filter " + i, b -> b.conv2dBackwardFilter(g, x, y, v, false));
    }
    for (int stride : new int[] {1, 2}) {
      int out = stride == 1 ? 27 : 14;
      var g = new PoolGeometry(8, 5, 28, 28, 2, 2, stride, stride, 0, 0, out, out);
      kernels.put("maxPool " + stride, b -> b.maxPool(g, x, y, z));
      kernels.put("maxPool backward " + stride, b -> b.maxPoolBackward(g, v, x, y, false));
      kernels.put("averagePool " + stride, b -> b.averagePool(g, true, x, y));
      kernels.put(
          "averagePool backward " + stride, b -> b.averagePoolBackward(g, false, x, y, false));
    }
  }

  private void curves() {
    for (var f :
        new Curve[] {
          new Curve.LeakyRelu(0.1),
          new Curve.Elu(1),
          new Curve.Gelu(),
          new Curve.GeluTanh(),
          new Curve.Softplus()
        }) {
      kernels.put(f + "", b -> b.activations().curve(f, x, y));
      kernels.put(f + " backward", b -> b.activations().curveBackward(f, x, y, z, v, false));
    }
    kernels.put("logSoftmax", b -> b.activations().logSoftmax(N / 10, 10, x, y));
    kernels.put(
        "logSoftmax backward", b -> b.activations().logSoftmaxBackward(N / 10, 10, x, y, z, false));
  }

  private void localWindows() {
    var pool = new PoolGeometry(8, 5, 28, 28, 2, 2, 2, 2, 0, 0, 14, 14);
    kernels.put("lpPool", b -> b.windows().lpPool(pool, 2, x, y));
    kernels.put("lpPool backward", b -> b.windows().lpPoolBackward(pool, 2, x, y, z, v, false));
    var g = new ConvGeometry(8, 1, 28, 28, 1, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    kernels.put("localConv2d", b -> b.windows().localConv2d(g, x, y, z, v));
    kernels.put("localConv2d data", b -> b.windows().localConv2dBackwardData(g, x, y, v, false));
    kernels.put(
        "localConv2d filter", b -> b.windows().localConv2dBackwardFilter(g, x, y, v, false));
  }

  private void classes() {
    for (int n : new int[] {10, 1000}) {
      int rows = N / n;
      kernels.put("softmax " + n, b -> b.softmax(rows, n, x, y));
      kernels.put("softmax backward " + n, b -> b.softmaxBackward(rows, n, x, y, z, true));
      losses(rows, n);
      kernels.put("countCorrect " + n, b -> b.countCorrect(rows, n, x, y));
    }
  }

  private void recurrent() {
    int rows = 40;
    int n = 60;
    for (var f : Activation.values()) {
      kernels.put("rnn " + f, b -> b.recurrent().rnn(f, rows, n, null, x, y));
      kernels.put(
          "rnn backward " + f, b -> b.recurrent().rnnBackward(f, rows, n, null, x, y, z, v));
    }
    kernels.put("lstm", b -> b.recurrent().lstm(rows, n, null, y, x, x, z, v));
    kernels.put(
        "lstm backward", b -> b.recurrent().lstmBackward(rows, n, null, x, x, x, x, x, y, z, v));
    kernels.put("gru", b -> b.recurrent().gru(rows, n, null, y, x, x, z, v));
    kernels.put("gru backward", b -> b.recurrent().gruBackward(rows, n, null, x, x, x, x, y, z, v));
    kernels.put("gru gates", b -> b.recurrent().gruGates(rows, n, y, x, x, z));
    kernels.put("gru state", b -> b.recurrent().gruState(rows, n, null, y, x, x, z));
    kernels.put(
        "gru state backward", b -> b.recurrent().gruStateBackward(rows, n, null, x, x, x, y, z, v));
    kernels.put(
        "gru gates backward", b -> b.recurrent().gruGatesBackward(rows, n, x, x, x, y, z, v));
    kernels.put("maskOf", b -> b.recurrent().maskOf(rows, n, 0.3, x, y));
  }

  private void losses(int rows, int n) {
    var g = CrossEntropyRows.of(rows, n);
    kernels.put("cross-entropy " + n, b -> b.losses().crossEntropy(g, x, y, null, z, v));
    kernels.put("cross-entropy alone " + n, b -> b.losses().crossEntropy(g, x, y, z, null, v));
    kernels.put(
        "cross-entropy backward " + n,
        b -> b.losses().crossEntropyBackward(g, x, y, null, z, v, false));
    kernels.put("margin " + n, b -> b.losses().marginLoss(rows, n, 1, x, y, v));
    kernels.put(
        "margin backward " + n, b -> b.losses().marginLossBackward(rows, n, 1, x, y, z, v, false));
    for (var f : ErrorFunction.values()) {
      kernels.put("mean error " + f, b -> b.losses().meanError(f, 1, x, y, v));
      kernels.put(
          "mean error backward " + f, b -> b.losses().meanErrorBackward(f, 1, x, y, z, v, true));
    }
  }

  private static boolean isFamily(Method method) {
    return method.getReturnType().getSimpleName().endsWith("Kernels");
  }

  @Test
  void everyKernelIsInTheList() {
    var called = new TreeSet<String>();
    var spy =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, args) -> {
                  if (!isFamily(method)) {
                    called.add(method.getName());
                  }
                  try {
                    return method.invoke(BACKEND, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    kernels.values().forEach(kernel -> kernel.accept(spy));
    var all =
        Arrays.stream(Backend.class.getMethods())
            .filter(method -> !isFamily(method))
            .map(Method::getName)
            .filter(name -> !Set.of("name", "allocate", "kernels").contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, called);
  }

  @TestFactory
  Stream<DynamicTest> kernelsAllocateNothing() {
    return kernels.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  /// Fails if a kernel goes on allocating; also for the tests of the families of kernels.
  static void check(Consumer<Backend> kernel) {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    long end = System.nanoTime() + PATIENCE.toNanos();
    int clean = 0;
    long bytes = 0;
    // vectors are objects until the compiler has seen the kernel
    while (clean < 5 && System.nanoTime() < end) {
      long before = bean.getThreadAllocatedBytes(self);
      kernel.accept(BACKEND);
      bytes = bean.getThreadAllocatedBytes(self) - before;
      clean = bytes < LIMIT ? clean + 1 : 0;
    }
    long last = bytes;
    assertTrue(last < LIMIT, () -> last + " bytes in a call");
  }
}
