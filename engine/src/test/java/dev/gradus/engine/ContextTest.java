package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContextTest {
  @Test
  void outsideOfAnyScopeThereIsOneFixedDefault() {
    var context = Context.current();
    assertEquals(Context.DEFAULT_SEED, context.seed());
    assertFalse(context.training());
    assertEquals(context.nextKey(), context.nextKey());
    assertSame(Device.cpu(), context.device());
  }

  @Test
  void aScopeHoldsForWhatItRunsAndNoLonger() {
    Context.seeded(5)
        .training(true)
        .on(Device.reference())
        .run(() -> {
          var inner = Context.current();
          assertEquals(5, inner.seed());
          assertTrue(inner.training());
          assertSame(Device.reference(), inner.device());
          assertNotEquals(inner.nextKey(), inner.nextKey());
        });
    assertEquals(Context.DEFAULT_SEED, Context.current().seed());
  }

  @Test
  void modelsTakeSeedAndDeviceFromTheirContext() {
    var model = Context.seeded(5).on(Device.reference()).call(() -> Model.input(2).dense(1));
    assertEquals(5, model.seed());
    assertSame(Device.reference(), model.device());
  }
}
