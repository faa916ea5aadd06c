package dev.gradus.engine.io;

import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weights from a file for a model that is there, and the names they have.
class NamedWeightsTest {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @Test
  @Covers({"F06"})
  void weightsForAModelThatIsThere() {
    var saved = Model.input(4).dense(5).relu().dense(3);
    saved.save(file());
    var model = Model.input(4).dense(5).relu().dense(3).seed(1);
    var x = Tensor.ones(2, 4);
    var before = model.predict(x).toArray();
    assertFalse(Arrays.equals(saved.predict(x).toArray(), before));
    model.loadWeights(file());
    assertArrayEquals(saved.predict(x).toArray(), model.predict(x).toArray());
  }

  @Test
  @Covers({"F06"})
  void onlyTheLayersThatAreAlike() {
    var saved = Model.input(4).dense(5).relu().dense(3);
    saved.save(file());
    var model = Model.input(4).dense(5).relu().dense(2).seed(9);
    var head = model.layer("dense_2").parameter("weight").toArray();
    model.loadWeights(file(), "dense_1");
    assertArrayEquals(
        saved.layer("dense_1").parameter("weight").toArray(),
        model.layer("dense_1").parameter("weight").toArray());
    assertArrayEquals(head, model.layer("dense_2").parameter("weight").toArray());
    assertThrows(GradusException.class, () -> model.loadWeights(file(), "dense_9"));
  }

  @Test
  @Covers({"F06"})
  void weightsThatDoNotFit() {
    Model.input(4).dense(5).relu().dense(3).save(file());
    var wide = Model.input(4).dense(5).relu().dense(2);
    var before = wide.parameters().snapshot();
    says(() -> wide.loadWeights(file()), "dense_2.weight: expected the shape [5, 2]", "has [5, 3]");
    assertArrayEquals(before, wide.parameters().snapshot());
    says(
        () -> Model.input(4).dense(5).dense(3).dense(1).loadWeights(file()),
        "has no weights dense_3.weight [3, 1]",
        "dense_2.weight");
    says(() -> Model.input(4).dense(5).loadWeights(file()), "dense_2.bias, dense_2.weight");
    Safetensors.write(
        file(),
        List.of(
            NamedArray.ofInts("dense_1.weight", Shape.of(1, 1), 1),
            NamedArray.of("dense_1.bias", Shape.of(1), 1)));
    says(() -> Model.input(1).dense(1).loadWeights(file()), "expected floats", "I32");
    says(() -> Model.load(file()), "holds arrays but no model");
  }

  // ---- names

  record Two(String first, String second) implements LayerSpec {
    @Override
    public Layer build(Shape input, Initializers init) {
      var a = init.ones(first, input.last());
      var b = init.zeros(second, input.last());
      return Layer.fixed(x -> x.mul(a).add(b).mul(a), a, b, a);
    }
  }

  @Test
  void aSharedWeightIsStoredOnce() {
    var model = Model.sequential(Shape.of(3), new Two("a", "b"));
    assertEquals(List.of("two_1.a", "two_1.b"), List.copyOf(NamedWeights.of(model).keySet()));
    model.layer("two_1").parameter("a").set(1, 2, 3);
    model.save(file());
    var loaded = Model.load(file(), Two.class);
    var x = Tensor.ones(1, 3);
    assertArrayEquals(new float[] {1, 4, 9}, loaded.predict(x).toArray());
  }

  @Test
  void twoWeightsOfOneNameAreNumbered() {
    var model = Model.sequential(Shape.of(3), new Two("a", "a"));
    assertEquals(
        java.util.List.of("two_1.a", "two_1.a_2"),
        java.util.List.copyOf(NamedWeights.of(model).keySet()));
  }
}
