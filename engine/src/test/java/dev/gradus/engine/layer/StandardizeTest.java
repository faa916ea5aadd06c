package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.standardize;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.data.Standardizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardizeTest {
  private static final Standardizer TWO = new Standardizer(List.of(2.0, 10.0), List.of(0.5, 0.0));

  @TempDir Path folder = Path.of("");

  @Test
  void contract() {
    LayerContract.check(standardize(TWO), Shape.of(2), Shape.of(2));
    LayerContract.check(standardize(TWO), Shape.of(2, 3, 1), Shape.of(2, 3, 1));
  }

  @Test
  void valuesByHand() {
    var model = Model.input(2, 1, 2).standardize(TWO);
    var y = model.predict(Tensor.of(Shape.of(1, 2, 1, 2), 1, 3, 10, 12));
    assertArrayEquals(new float[] {-2, 2, 0, 2}, y.toArray());
    assertEquals(0, model.summary().totalParameters());
    var all = Model.input(3).standardize(new Standardizer(List.of(1.0), List.of(2.0)));
    assertArrayEquals(
        new float[] {0, 1, -1}, all.predict(Tensor.of(Shape.of(1, 3), 1, 3, -1)).toArray());
  }

  @Test
  void otherSizesAreRefused() {
    var e = assertThrows(ShapeException.class, () -> Model.input(3).standardize(TWO));
    assertTrue(String.valueOf(e.getMessage()).contains("fitted to 2 features"), e.getMessage());
  }

  @Test
  @Covers("E11")
  void aSavedModelTakesRawPixelsAndPredictsTheSame() {
    var digits = Datasets.digits(300, 60, 1);
    var by = Standardizer.fit(digits.train());
    var model =
        Model.sequential(Shape.of(1, 28, 28), standardize(by), flatten(), dense(10)).seed(1);
    model.train(digits.train()).epochs(2).run();
    var file = folder.resolve("model.safetensors");
    model.save(file);
    var loaded = Model.load(file);
    var raw = digits.test();
    assertArrayEquals(model.predict(raw).toArray(), loaded.predict(raw).toArray());
    assertEquals(standardize(by), loaded.layers().getFirst().spec());
    // the same as preprocessing by hand before the rest of the model
    var rest = Model.sequential(Shape.of(1, 28, 28), flatten(), dense(10));
    rest.layer("dense_1").parameter("weight").set(weight(loaded, "weight"));
    rest.layer("dense_1").parameter("bias").set(weight(loaded, "bias"));
    assertArrayEquals(rest.predict(by.apply(raw)).toArray(), loaded.predict(raw).toArray(), 1e-3f);
    assertArrayEquals(rest.predictClasses(by.apply(raw)), loaded.predictClasses(raw));
  }

  private static float[] weight(Model model, String name) {
    return model.layer("dense_1").parameter(name).toArray();
  }
}
