package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.parallel;
import static dev.gradus.engine.Layers.sequential;
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
import dev.gradus.engine.io.SpecJson;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("I07")
final class AttentionTest {
  private static final List<Attention> ALL =
      List.of(Attention.dot(), Attention.scaled(), Attention.general(), Attention.additive(3));

  @Test
  void contract() {
    for (var spec : ALL) {
      LayerContract.check(
          parallel(spec.withQueries(), dense(4), dense(4)), Shape.of(3, 2), Shape.of(3, 8));
      LayerContract.check(
          parallel(spec, dense(4), dense(4), dense(5)), Shape.of(3, 2), Shape.of(3, 5));
      LayerContract.check(parallel(spec, gru(4), dense(4)), Shape.of(3, 2), Shape.of(4));
      LayerContract.check(spec, Shape.of(3, 2), Shape.of(3, 2));
    }
  }

  @Test
  void paddedKeysDoNotCount() {
    var masked = sequential(new Masking(0), dense(4));
    for (var spec : ALL) {
      LayerContract.check(parallel(spec, dense(4), masked), Shape.of(3, 2), Shape.of(3, 4));
      var model =
          Model.of(
              Wire.join(
                  spec,
                  Wire.input("q", 2, 4),
                  Wire.input("k", 3, 4).then(new Masking(0)).dense(4)));
      var shorter =
          Model.of(Wire.join(spec, Wire.input("q", 2, 4), Wire.input("k", 2, 4).dense(4)));
      var q = Context.seeded(1).call(() -> Tensor.randn(1, 2, 4));
      var k = Context.seeded(2).call(() -> Tensor.randn(1, 2, 4));
      var padded = Tensor.concat(1, Tensor.zeros(1, 1, 4), k);
      model.seed(5);
      shorter.seed(5);
      assertArrayEquals(shorter.predict(q, k).toArray(), model.predict(q, padded).toArray(), 1e-6f);
    }
  }

  @Test
  void theKeyLikeTheQueryIsFound() {
    var model = Model.of(Wire.attention(Wire.input("q", 2), Wire.input("k", 3, 2)));
    var k = Tensor.of(Shape.of(1, 3, 2), 50, 0, 0, 50, -50, 0);
    assertArrayEquals(
        new float[] {0, 50}, model.predict(Tensor.of(new float[][] {{0, 1}}), k).toArray(), 1e-6f);
    assertArrayEquals(
        new float[] {-50, 0},
        model.predict(Tensor.of(new float[][] {{-1, 0}}), k).toArray(),
        1e-6f);
  }

  @Test
  void settingsAreJson() {
    for (var spec : ALL) {
      JoinSpec named = spec.withQueries().named("look");
      assertEquals(named, SpecJson.read(SpecJson.write(named), JoinSpec.class));
    }
    var q = Wire.input("q", 2, 4);
    var model = Model.of(Wire.join(Attention.additive(3), q, Wire.input("k", 3, 5)));
    assertEquals(3 * (4 + 5 + 1), model.summary().totalParameters());
  }

  @Test
  void errorsTeach() {
    var q = Wire.input("q", 2, 4);
    var k = Wire.input("k", 3, 5);
    var e = assertThrows(ShapeException.class, () -> Model.of(Wire.attention(q, k)));
    assertTrue(e.getMessage().contains("general"), e.getMessage());
    var flat = Wire.input("f", 5);
    var no = assertThrows(ShapeException.class, () -> Model.of(Wire.attention(q, flat)));
    assertTrue(no.getMessage().contains("returnSequences"), no.getMessage());
    assertThrows(
        ShapeException.class,
        () -> Model.of(Wire.join(Attention.general(), q, k, Wire.input("v", 2, 5))));
    assertThrows(GradusException.class, () -> Attention.additive(0));
    assertThrows(GradusException.class, () -> new Attention(Attention.Score.DOT, 3, false));
  }
}
