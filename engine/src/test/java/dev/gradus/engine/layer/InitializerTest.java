package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  /// A shape with its fans: dense [in, out], conv1d and conv2d [filters, channels, ...].
  private record Fans(Shape shape, int in, int out) {}

  private static final List<Fans> FANS =
      List.of(
          new Fans(Shape.of(400, 300), 400, 300),
          new Fans(Shape.of(128, 64, 9), 64 * 9, 128 * 9),
          new Fans(Shape.of(64, 32, 5, 5), 32 * 25, 64 * 25));

  @Test
  @Covers({"C21"})
  void lecun() {
    for (var f : FANS) {
      double std = Math.sqrt(1.0 / f.in());
      InitializerContract.check(Initializer.lecunNormal(), f.shape(), 0, std, NONE);
      InitializerContract.check(Initializer.lecunUniform(), f.shape(), 0, std, std * Math.sqrt(3));
    }
    assertEquals(Initializer.lecunNormal(), Initializer.lecun());
  }

  @Test
  @Covers({"C21"})
  void glorot() {
    for (var f : FANS) {
      double std = Math.sqrt(2.0 / (f.in() + f.out()));
      InitializerContract.check(Initializer.glorotNormal(), f.shape(), 0, std, NONE);
      InitializerContract.check(Initializer.glorotUniform(), f.shape(), 0, std, std * Math.sqrt(3));
    }
    assertEquals(Initializer.glorotUniform(), Initializer.glorot());
  }

  @Test
  @Covers({"C22"})
  void he() {
    for (var f : FANS) {
      double std = Math.sqrt(2.0 / f.in());
      InitializerContract.check(Initializer.heNormal(), f.shape(), 0, std, NONE);
      InitializerContract.check(Initializer.heUniform(), f.shape(), 0, std, std * Math.sqrt(3));
    }
    assertEquals(Initializer.heNormal(), Initializer.he());
  }

  @Test
  void simpleDistributions() {
    var shape = Shape.of(400, 300);
    InitializerContract.check(Initializer.zeros(), shape, 0, 0, 0);
    InitializerContract.check(Initializer.ones(), shape, 1, 0, 0);
    InitializerContract.check(Initializer.constant(0.1f), shape, 0.1f, 0, 0);
    InitializerContract.check(Initializer.normal(0.01), shape, 0, 0.01, NONE);
    InitializerContract.check(Initializer.normal(3, 0.5), shape, 3, 0.5, NONE);
    InitializerContract.check(Initializer.uniform(0.3), shape, 0, 0.3 / Math.sqrt(3), 0.3);
    InitializerContract.check(Initializer.uniform(2, 6), shape, 4, 2 / Math.sqrt(3), 2);
    double cut = 0.8796256610342398;
    InitializerContract.check(Initializer.truncatedNormal(0.1), shape, 0, 0.1 * cut, 0.2);
    InitializerContract.check(Initializer.truncatedNormal(-2, 1), shape, -2, cut, 2);
  }

  @Test
  void normalNumbersReachBeyondTwoDeviations() {
    var values = InitializerContract.fill(Initializer.normal(1), Shape.of(100, 100), 1);
    int beyond = 0;
    for (float v : values) {
      beyond += Math.abs(v) > 2 ? 1 : 0;
    }
    assertEquals(0.0455, beyond / 10_000.0, 0.01);
  }

  @Test
  void orthogonalSpread() {
    double std = Math.sqrt(1.0 / 300);
    InitializerContract.check(Initializer.orthogonal(), Shape.of(300, 200), 0, std, 1);
    InitializerContract.check(Initializer.orthogonal(2), Shape.of(100, 3, 100), 0, 2 * std, 2);
  }

  /// W of [rows, columns] as [first, rest]: the shorter side is orthonormal.
  @Test
  void orthogonalColumnsOrRows() {
    for (var shape :
        List.of(
            Shape.of(1, 1),
            Shape.of(7, 7),
            Shape.of(33, 8),
            Shape.of(8, 33),
            Shape.of(6, 3, 5),
            Shape.of(32, 2, 3, 3),
            Shape.of(100, 100))) {
      int rows = shape.dim(0);
      int columns = shape.rest().size();
      var w = InitializerContract.fill(Initializer.orthogonal(3), shape, 4);
      boolean tall = rows >= columns;
      int count = Math.min(rows, columns);
      for (int a = 0; a < count; a++) {
        for (int b = a; b < count; b++) {
          double dot = 0;
          for (int i = 0; i < Math.max(rows, columns); i++) {
            dot +=
                tall
                    ? (double) w[i * columns + a] * w[i * columns + b]
                    : (double) w[a * columns + i] * w[b * columns + i];
          }
          assertEquals(a == b ? 9 : 0, dot, 9e-6, shape + ": " + a + ", " + b);
        }
      }
    }
  }

  @Test
  void identityPassesOn() {
    var square = InitializerContract.fill(Initializer.identity(2), Shape.of(2, 3), 1);
    assertArrayEquals(new float[] {2, 0, 0, 0, 2, 0}, square);
    var filters = InitializerContract.fill(Initializer.identity(), Shape.of(2, 2, 3, 3), 1);
    for (int i = 0; i < filters.length; i++) {
      // filter 0, channel 0, middle; filter 1, channel 1, middle
      assertEquals(i == 4 || i == 31 ? 1 : 0, filters[i], "element " + i);
    }
    var line = InitializerContract.fill(Initializer.identity(), Shape.of(1, 1, 4), 1);
    assertArrayEquals(new float[] {0, 0, 1, 0}, line);
  }

  @Test
  void emptyParametersAreNoProblem() {
    for (var one : List.of(Initializer.orthogonal(), Initializer.identity(), Initializer.he())) {
      assertEquals(0, InitializerContract.fill(one, Shape.of(0, 3), 1).length);
      assertEquals(0, InitializerContract.fill(one, Shape.of(3, 0), 1).length);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(GradusException.class, () -> Initializer.normal(-1));
    assertThrows(GradusException.class, () -> Initializer.truncatedNormal(Double.NaN));
    assertThrows(GradusException.class, () -> Initializer.uniform(2, 1));
    for (var one : List.of(Initializer.orthogonal(), Initializer.identity())) {
      var e =
          assertThrows(ShapeException.class, () -> InitializerContract.fill(one, Shape.of(5), 1));
      assertTrue(String.valueOf(e.getMessage()).contains("zeros()"), e.getMessage());
      assertThrows(
          ShapeException.class, () -> one.fill(Shape.of(3, 3), new float[18], new Philox(1, 2)));
    }
  }

  @Test
  void initializersEqualIfTheirSettingsDo() {
    assertEquals(Initializer.normal(0.1), Initializer.normal(0, 0.1));
    assertNotEquals(Initializer.normal(0.1), Initializer.normal(0.2));
    assertEquals(Initializer.uniform(0.1), Initializer.uniform(-0.1, 0.1));
  }

  @Test
  void layersTakeThem() {
    var model =
        Model.sequential(
            Shape.of(8),
            new Dense(8).initializer(Initializer.identity()).withoutBias(),
            new Dense(3).initializer(Initializer.orthogonal()));
    var x = Context.seeded(3).call(() -> Tensor.randn(2, 8));
    assertEquals(
        Initializer.orthogonal(), model.layer("dense_2").parameter("weight").initializer());
    assertArrayEquals(x.toArray(), model.layer("dense_1").run(x, null).toArray(), 0f);
  }
}
