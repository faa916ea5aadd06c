package dev.gradus.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.layer.Attention;
import dev.gradus.engine.layer.Masking;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("G24")
final class AttentionTraceTest {
  private static final Tensor Q = Context.seeded(1).call(() -> Tensor.randn(2, 3, 4));
  private static final Tensor K = Context.seeded(2).call(() -> Tensor.randn(2, 5, 4));

  @Test
  void weightsAreThoseOfTheModel() {
    var q = Wire.input("q", 3, 4);
    var k = Wire.input("k", 5, 4);
    for (var spec : List.of(Attention.scaled(), Attention.additive(6), Attention.general())) {
      var keys = k.dense(4);
      var model = Model.of(List.of(q, k), List.of(Wire.join(spec, q.dense(4), keys)));
      var trace = AttentionTrace.of(model, "attention_1", Q, K);
      assertEquals(Shape.of(2, 3, 5), trace.weights().shape());
      for (int i = 0; i < 3; i++) {
        assertEquals(1, trace.row(1, i).stream().mapToDouble(w -> w).sum(), 1e-6);
      }
      var values = Model.of(List.of(q, k), List.of(keys));
      values.parameters().list().forEach(w -> w.set(weights(model, "dense_2." + w.name())));
      var context = trace.weights().matmul(values.predict(Q, K));
      assertArrayEquals(model.predict(Q, K).toArray(), context.toArray(), 1e-5f);
    }
  }

  private static float[] weights(Model model, String name) {
    var found = model.namedParameters().get(name);
    assertTrue(found != null, name);
    return found.toArray();
  }

  @Test
  void paddingHasNoWeight() {
    var q = Wire.input("q", 4);
    var k = Wire.input("k", 3, 4);
    var out = Wire.attention(q, k.then(new Masking(0)).dense(4));
    var model = Model.of(List.of(q, k), List.of(out));
    var padded = Tensor.concat(1, Tensor.zeros(2, 1, 4), K.narrow(1, 0, 2));
    var trace = AttentionTrace.of(model, "attention_1", Q.narrow(1, 0, 1).reshape(2, 4), padded);
    assertEquals(Shape.of(2, 1, 3), trace.weights().shape());
    assertEquals(0, trace.weights().get(0, 0, 0));
    assertEquals(1, trace.row(0, 0).stream().mapToDouble(w -> w).sum(), 1e-6);
  }

  @Test
  void selfAttentionOfOneInput() {
    var model = Model.input(3, 4).dense(4).then(Attention.scaled());
    var trace = AttentionTrace.of(model, "attention_1", Q);
    assertEquals(Shape.of(2, 3, 3), trace.weights().shape());
  }

  @Test
  void errorsTeach() {
    var model = Model.input(3, 4).dense(4).then(Attention.dot());
    var e = assertThrows(GradusException.class, () -> AttentionTrace.of(model, "dense_1", Q));
    assertTrue(e.getMessage().contains("not attention"), e.getMessage());
    assertThrows(GradusException.class, () -> AttentionTrace.of(model, "attention_2", Q));
    assertThrows(ShapeException.class, () -> AttentionTrace.of(model, "attention_1", K));
  }
}
