package dev.gradus.engine.backend;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;

/// Element-wise kernels with settings at odd sizes: against the reference, on any number of
/// threads, without allocation.
final class ElementKernelsTest {
  private static final int[] SIZES = {0, 1, 7, 33, 1025, 20_001};

  private static double[] positive(Arena m, int n) {
    var values = m.randoms(n);
    for (int i = 0; i < n; i++) {
      values[i] = (float) (Math.abs(values[i]) + 0.5);
    }
    return values;
  }

  private static Slice flags(Arena m, int n) {
    var values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i % 3 == 1 ? 0 : i % 5 - 2;
    }
    return m.input(values);
  }

  @TestFactory
  Stream<DynamicTest> kernels() {
    var c = new BackendContract();
    for (int n : SIZES) {
      for (double p : new double[] {0, 1, 2, 3, 0.5, -1.5}) {
        c.add("power " + p + " " + n, 4, (b, m) -> power(b, m, p, n));
        c.accumulating("power backward " + p + " " + n, 4, (b, m, add) -> back(b, m, p, n, add));
      }
      c.add("clamp " + n, 1, (b, m) -> clamp(b, m, n));
      c.add("clamp in place " + n, 1, (b, m) -> clampInPlace(b, m, n));
      c.accumulating("clamp backward " + n, 1, (b, m, add) -> clampBack(b, m, n, add));
      c.add("select " + n, 1, (b, m) -> select(b, m, n));
      c.accumulating("mask " + n, 1, (b, m, add) -> mask(b, m, n, add));
    }
    return c.tests();
  }

  private static List<Slice> power(Backend b, Arena m, double p, int n) {
    var y = m.target(n);
    b.elements().power(p, m.input(positive(m, n)), y);
    return List.of(y);
  }

  private static List<Slice> back(Backend b, Arena m, double p, int n, boolean add) {
    var dx = m.target(n, add);
    b.elements().powerBackward(p, m.input(positive(m, n)), m.randomInput(n), dx, add);
    return List.of(dx);
  }

  private static List<Slice> clamp(Backend b, Arena m, int n) {
    var y = m.target(n);
    b.elements().clamp(-0.5, 0.75, m.randomInput(n), y);
    return List.of(y);
  }

  private static List<Slice> clampInPlace(Backend b, Arena m, int n) {
    var y = m.target(n);
    b.copy(m.randomInput(n), y);
    b.elements().clamp(-0.5, 0.75, y, y);
    return List.of(y);
  }

  private static List<Slice> clampBack(Backend b, Arena m, int n, boolean add) {
    var dx = m.target(n, add);
    b.elements().clampBackward(-0.5, 0.75, m.randomInput(n), m.randomInput(n), dx, add);
    return List.of(dx);
  }

  private static List<Slice> select(Backend b, Arena m, int n) {
    var y = m.target(n);
    b.elements().select(flags(m, n), m.randomInput(n), m.randomInput(n), y);
    var numbers = m.target(n);
    b.elements().select(flags(m, n), m.input(3), m.input(4), numbers);
    var one = m.target(n);
    b.elements().select(m.input(1), m.randomInput(n), m.input(4), one);
    return List.of(y, numbers, one);
  }

  private static List<Slice> mask(Backend b, Arena m, int n, boolean add) {
    var on = m.target(n, add);
    var off = m.target(n, add);
    b.elements().mask(flags(m, n), true, m.randomInput(n), on, add);
    b.elements().mask(flags(m, n), false, m.randomInput(n), off, add);
    return List.of(on, off);
  }

  @TestFactory
  @EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
  Stream<DynamicTest> nothingIsAllocated() {
    var x = Slice.of(new FloatStorage(32_000));
    var y = Slice.of(new FloatStorage(32_000));
    var z = Slice.of(new FloatStorage(32_000));
    return Stream.of(
        allocation("power", k -> k.power(2.5, x, y)),
        allocation("power backward", k -> k.powerBackward(2.5, x, y, z, true)),
        allocation("clamp", k -> k.clamp(-1, 1, x, y)),
        allocation("clamp backward", k -> k.clampBackward(-1, 1, x, y, z, false)),
        allocation("select", k -> k.select(x, y, z, y)),
        allocation("mask", k -> k.mask(x, true, y, z, false)));
  }

  private static DynamicTest allocation(String name, Consumer<ElementKernels> kernel) {
    return DynamicTest.dynamicTest(
        name, () -> KernelAllocationTest.check(b -> kernel.accept(b.elements())));
  }
}
