package dev.gradus.engine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @Test
  void theNumberOfThreadsIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Workers(0));
    assertThrows(IllegalArgumentException.class, () -> new Workers(-1));
  }
}
