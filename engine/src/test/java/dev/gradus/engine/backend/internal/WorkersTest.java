package dev.gradus.engine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void everyIndexRunsOnce() throws InterruptedException {
    for (int threads = 1; threads <= 4; threads++) {
      try (var workers = new Workers(threads)) {
        int team = threads;
        for (int round = 0; round < 200; round++) {
          int count = round % 37;
          var runs = new AtomicIntegerArray(count);
          workers.run(
              count,
              (index, worker) -> {
                assertTrue(worker >= 0 && worker < team);
                runs.incrementAndGet(index);
              });
          for (int i = 0; i < count; i++) {
            assertEquals(1, runs.get(i));
          }
          if (round % 50 == 49) {
            // long enough for the workers to park
            Thread.sleep(3);
          }
        }
      }
    }
  }

  @Test
  void anExceptionReachesTheCallerAndTheTeamSurvives() {
    try (var workers = new Workers(2)) {
      for (int round = 0; round < 3; round++) {
        var e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    workers.run(
                        8,
                        (index, worker) -> {
                          if (index == 5) {
                            throw new IllegalStateException("five");
                          }
                        }));
        assertEquals("five", e.getMessage());
        var runs = new AtomicIntegerArray(8);
        workers.run(8, (index, worker) -> runs.incrementAndGet(index));
        for (int i = 0; i < 8; i++) {
          assertEquals(1, runs.get(i));
        }
      }
    }
  }

  private static long workersNanos() {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (var info : bean.dumpAllThreads(false, false)) {
      if (info.getThreadName().startsWith("gradus-worker-")) {
        sum += Math.max(0, bean.getThreadCpuTime(info.getThreadId()));
      }
    }
    return sum;
  }

  @Test
  void anIdleTeamCostsNothing() throws InterruptedException {
    try (var workers = new Workers(3)) {
      for (int i = 0; i < 100; i++) {
        workers.run(8, (index, worker) -> Thread.onSpinWait());
      }
      // on a busy machine a worker may need a while to get to its parking
      long used = Long.MAX_VALUE;
      for (int i = 0; i < 20 && used > 2_000_000; i++) {
        long before = workersNanos();
        Thread.sleep(200);
        used = workersNanos() - before;
      }
      assertTrue(used <= 2_000_000, used + " ns of processor time in 200 ms of idling");
    }
  }

  @Test
  void theNumberOfThreadsIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Workers(0));
    assertThrows(IllegalArgumentException.class, () -> new Workers(-1));
  }

  @Test
  void theCallerWorksAloneAfterItHadToWait() {
    try (var workers = new Workers(2)) {
      var both = new CountDownLatch(2);
      workers.run(
          2,
          (index, worker) -> {
            both.countDown();
            await(both);
            if (worker == 1) {
              pause(40);
            }
          });
      for (int round = 0; round < 3; round++) {
        workers.run(8, (index, worker) -> assertEquals(0, worker));
      }
      // long enough for what was waited, twice
      workers.run(1, (index, worker) -> pause(1));
      workers.run(2, (index, worker) -> pause(60));
      var again = new CountDownLatch(2);
      workers.run(
          2,
          (index, worker) -> {
            again.countDown();
            await(again);
          });
      assertEquals(0, again.getCount());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
