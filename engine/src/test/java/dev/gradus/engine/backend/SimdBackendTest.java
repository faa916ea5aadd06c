package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.GradusException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
class SimdBackendTest {
  private static final int STEPS = 3;

  private static float[] train(int threads) {
    try (var backend = new SimdBackend(threads)) {
      var step = new LeNetStep(backend, 9);
      double first = 0;
      for (int i = 0; i < STEPS; i++) {
        step.run();
        first = i == 0 ? step.loss() : first;
      }
      assertTrue(step.loss() < first, first + " to " + step.loss());
      return step.parameters().toFloats();
    }
  }

  @Test
  void trainingHasTheSameBitsOnAnyNumberOfThreads() {
    var one = train(1);
    for (int threads = 2; threads <= 4; threads++) {
      assertArrayEquals(one, train(threads), 0f, threads + " threads");
    }
  }

  @Test
  void trainingStepAllocatesAlmostNothing() {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    try (var backend = new SimdBackend(2)) {
      var step = new LeNetStep(backend, 8);
      // vectors are objects until the compiler has seen the kernels
      long best = Long.MAX_VALUE;
      long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      while (best >= 1024 && System.nanoTime() < end) {
        long before = bean.getThreadAllocatedBytes(self);
        step.run();
        best = Math.min(best, bean.getThreadAllocatedBytes(self) - before);
      }
      assertTrue(best < 1024, best + " bytes in a step");
    }
  }

  @Test
  void twoCallersGetTheirOwnResults() throws InterruptedException {
    try (var backend = new SimdBackend(2)) {
      var wrong = new java.util.concurrent.atomic.AtomicInteger();
      Runnable caller =
          () -> {
            for (int round = 1; round <= 20; round++) {
              var a = Slice.of(backend.allocate(33 * 17));
              var b = Slice.of(backend.allocate(17 * 65));
              var c = Slice.of(backend.allocate(33 * 65));
              backend.fill(a, round);
              backend.fill(b, 2);
              backend.gemm(Gemm.of(33, 65, 17), a, b, null, c);
              for (float v : c.toFloats()) {
                if (v != 34f * round) {
                  wrong.incrementAndGet();
                }
              }
            }
          };
      var other = Thread.ofPlatform().start(caller);
      caller.run();
      other.join();
      assertEquals(0, wrong.get());
    }
  }

  @Test
  void nameSaysWidthAndThreads() {
    try (var one = new SimdBackend(1);
        var three = new SimdBackend(3)) {
      assertTrue(one.name().matches("cpu \\(\\d+-bit vectors, 1 thread\\)"), one.name());
      assertTrue(three.name().matches("cpu \\(\\d+-bit vectors, 3 threads\\)"), three.name());
    }
  }

  @Test
  void wrongLengthsAndForeignMemoryAreNamed() {
    try (var b = new SimdBackend(1)) {
      var small = Slice.of(b.allocate(5));
      var e =
          assertThrows(
              GradusException.class, () -> b.gemm(Gemm.of(2, 2, 3), small, small, null, small));
      assertTrue(
          String.valueOf(e.getMessage()).contains("A needs 6 elements, got 5"), e.getMessage());
      var foreign = Slice.of(new DoubleStorage(5));
      var f = assertThrows(GradusException.class, () -> b.fill(foreign, 1));
      assertTrue(String.valueOf(f.getMessage()).contains("another backend"), f.getMessage());
      assertThrows(GradusException.class, () -> b.copy(small, Slice.of(b.allocate(4))));
    }
  }

  @Test
  void warmUpEndsWhenInterruptedAndKeepsTheFlag() {
    try (var b = new SimdBackend(1)) {
      Thread.currentThread().interrupt();
      Assertions.assertTimeout(Duration.ofSeconds(5), b::warmUp);
      assertTrue(Thread.interrupted());
      Assertions.assertTimeout(Duration.ofSeconds(20), b::warmUp);
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void threadsComeFromTheEnvironment() {
    assertEquals(3, CpuBackends.threads(" 3 "));
    int all = Math.min(1024, Runtime.getRuntime().availableProcessors());
    assertEquals(all, CpuBackends.threads(null));
    assertEquals(all, CpuBackends.threads(""));
    for (var bad : new String[] {"0", "-1", "two", "1.5", "99999"}) {
      var e = assertThrows(GradusException.class, () -> CpuBackends.threads(bad));
      assertTrue(String.valueOf(e.getMessage()).contains("'" + bad + "'"), e.getMessage());
    }
    assertTrue(CpuBackends.vectorModulePresent());
    assertTrue(CpuBackends.create(2) instanceof SimdBackend);
  }
}
