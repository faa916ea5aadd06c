package dev.gradus.kernel.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SendBudgetTest {
  private final SendBudget budget = new SendBudget(10);

  private Thread taker(long bytes) {
    return Thread.ofPlatform().daemon().start(() -> budget.acquire(bytes));
  }

  @Test
  void aMessageLargerThanTheLimitPassesAlone() {
    budget.acquire(100);
    budget.release(100);
    budget.acquire(1);
  }

  @Test
  void aWriterWaitsForRoom() throws Exception {
    budget.acquire(8);
    Thread writer = taker(8);
    assertFalse(writer.join(Duration.ofMillis(200)));
    budget.release(8);
    assertTrue(writer.join(Duration.ofSeconds(10)));
  }

  @Test
  void anInterruptedWriterGoesOn() throws Exception {
    budget.acquire(8);
    Thread writer = taker(8);
    writer.interrupt();
    assertTrue(writer.join(Duration.ofSeconds(10)));
  }
}
