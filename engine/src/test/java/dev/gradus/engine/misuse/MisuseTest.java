package dev.gradus.engine.misuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Constraints;
import dev.gradus.engine.FluentLayers;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Rings;
import dev.gradus.engine.train.Schedule;
import dev.gradus.engine.train.Trainer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Null, negative, zero, infinite and no numbers at all, wrong ranks and empty data: whatever the
/// public API is given, it works or answers with a sentence of the engine.
class MisuseTest {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(),
          Shape.of(0),
          Shape.of(3),
          Shape.of(2, 3),
          Shape.of(0, 4, 4),
          Shape.of(1, 1, 1),
          Shape.of(2, 6, 5),
          Shape.of(2, 2, 3, 4));

  private static Stream<Method> factories(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getDeclaringClass() == type);
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> !Modifier.isStatic(m.getModifiers()) && m.getParameterCount() > 0)
        .filter(m -> m.getDeclaringClass().getName().startsWith("dev.gradus"))
        .filter(m -> !m.isBridge() && !m.getName().equals("equals"));
  }

  private static void none(Misuse misuse, int least) {
    assertTrue(misuse.calls() >= least, "too few calls to be all: " + misuse.calls());
    assertEquals(List.of(), misuse.flaws(), () -> String.join("\n", misuse.flaws()));
  }

  private static void nothing(Object result) {}

  // ---- layers

  @Test
  void layers() {
    var misuse = new Misuse();
    var leftOut = new TreeSet<String>();
    for (var factory : factories(Layers.class).toList()) {
      misuse.sweep(factory, () -> null, made -> {});
      var usual = usual(factory);
      for (var shape : SHAPES) {
        misuse.attempt(usual + " on " + shape, () -> use(usual, shape));
      }
      for (var wither : methods(usual.getClass()).toList()) {
        if (!LayerSpec.class.isAssignableFrom(wither.getReturnType())) {
          continue;
        }
        if (Arrays.stream(wither.getParameterTypes()).allMatch(MisuseTest::known)) {
          misuse.sweep(wither, () -> usual, made -> build((LayerSpec) made));
        } else {
          leftOut.add(wither.getName());
        }
      }
    }
    none(misuse, 1_000);
    // these take the windows and settings of another layer, which were checked when it was made
    assertEquals(Set.of("over", "with"), leftOut);
  }

  private static LayerSpec usual(Method factory) {
    try {
      return (LayerSpec)
          factory.invoke(
              null, Arrays.stream(factory.getParameterTypes()).map(Arguments::usual).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(factory.toString(), e);
    }
  }

  private static void build(LayerSpec spec) {
    Model.sequential(Shape.of(4, 6, 6), spec).summary();
  }

  private static void use(LayerSpec spec, Shape shape) {
    var model = Model.sequential(shape, spec);
    model.summary();
    model.predict(Tensor.zeros(shape.prepend(2)));
    model.predict(Tensor.full(shape.prepend(1), Double.NaN));
    model.predict(Tensor.zeros(shape.prepend(0)));
  }

  @Test
  void batchesOfOtherShapes() {
    var misuse = new Misuse();
    var model = Rings.net();
    for (var shape : SHAPES) {
      misuse.attempt("predict " + shape, () -> model.predict(Tensor.zeros(shape)));
    }
    none(misuse, SHAPES.size());
  }

  @Test
  void fluentLayers() {
    var misuse = new Misuse();
    for (var method : methods(FluentLayers.class).toList()) {
      misuse.sweep(method, () -> Model.input(4, 6, 6), MisuseTest::nothing);
    }
    none(misuse, 100);
  }

  @Test
  void initializers() {
    var misuse = new Misuse();
    factories(Initializer.class)
        .forEach(factory ->
            misuse.sweep(
                factory,
                () -> null,
                made -> Model.input(3).then(Layers.dense(2).initializer((Initializer) made))));
    none(misuse, 50);
  }

  // ---- training

  @Test
  void lossesAndMetrics() {
    var misuse = new Misuse();
    Stream.of(Losses.class, Metrics.class)
        .forEach(
            type -> factories(type).forEach(f -> misuse.sweep(f, () -> null, MisuseTest::nothing)));
    for (var name : Losses.names()) {
      for (var data : data()) {
        misuse.attempt(name + " on " + data, () -> train(data, Losses.named(name)));
      }
    }
    none(misuse, 60);
  }

  private static void train(Dataset data, Loss loss) {
    Model.input(2).dense(3).train(data).loss(loss).steps(1).run();
  }

  /// Classes, numbers, sequences, and numbers that are none.
  private static List<Dataset> data() {
    var two = Shape.of(2);
    return List.of(
        Rings.points(4, 1),
        Rings.points(4, 1).map(x -> 1e38),
        Dataset.of(two, new float[4], new int[] {0, 6}, 7),
        Dataset.regression(two, new float[4], Shape.of(1), new float[2]),
        Dataset.regression(two, new float[4], Shape.of(3), new float[6]),
        Dataset.regression(two, new float[4], Shape.of(3, 2), new float[12]),
        Dataset.regression(two, new float[4], Shape.of(3), new float[] {1, -7, 0, 1e38f, 0, 9}),
        Dataset.regression(Shape.of(5), new float[10], Shape.of(3), new float[6]));
  }

  @Test
  void optimizersAndTheirHelpers() {
    var misuse = new Misuse();
    for (var type :
        List.of(Optimizers.class, Schedules.class, Regularizers.class, Constraints.class)) {
      factories(type)
          .forEach(factory ->
              misuse.sweep(
                  factory,
                  () -> null,
                  made -> {
                    if (made instanceof Optimizer optimizer) {
                      step(optimizer);
                    } else if (made instanceof Schedule schedule) {
                      trainer().schedule(schedule).steps(2).run();
                    }
                  }));
    }
    for (var name : Optimizers.names()) {
      var usual = Optimizers.named(name, 0.01);
      methods(usual.getClass())
          .filter(m -> Optimizer.class.isAssignableFrom(m.getReturnType()))
          .forEach(m -> misuse.sweep(m, () -> usual, made -> step((Optimizer) made)));
    }
    none(misuse, 200);
  }

  private static void step(Optimizer optimizer) {
    trainer().optimizer(optimizer).steps(2).run();
  }

  private static Trainer trainer() {
    return Rings.net().train(Rings.points(6, 1)).batchSize(3);
  }

  @Test
  void settingsOfATrainer() {
    var misuse = new Misuse();
    methods(Trainer.class)
        .forEach(method ->
            misuse.sweep(
                method,
                MisuseTest::trainer,
                made -> {
                  if (made instanceof Trainer trainer) {
                    trainer.epochs(1).steps(2).run();
                  }
                }));
    none(misuse, 80);
  }

  // ---- data and tensors

  @Test
  void datasets() {
    var misuse = new Misuse();
    factories(Dataset.class).forEach(f -> misuse.sweep(f, () -> null, MisuseTest::nothing));
    methods(Dataset.class)
        .forEach(m -> {
          misuse.sweep(m, () -> Rings.points(6, 1), MisuseTest::nothing);
          misuse.sweep(m, MisuseTest::images, MisuseTest::nothing);
        });
    none(misuse, 200);
  }

  private static Dataset images() {
    return Dataset.ofBytes(Shape.of(1, 3, 3), new byte[18], new int[] {0, 1}, 2);
  }

  @Test
  void models() {
    var misuse = new Misuse();
    methods(Model.class)
        .filter(m -> m.getDeclaringClass() == Model.class)
        .filter(m -> !m.getName().equals("stepsTrained"))
        .filter(m -> m.getParameterTypes()[0].getName().indexOf("java.util") < 0)
        .forEach(m -> {
          if (Arrays.stream(m.getParameterTypes()).allMatch(MisuseTest::known)) {
            misuse.sweep(m, Rings::net, MisuseTest::nothing);
          }
        });
    none(misuse, 40);
  }

  private static boolean known(Class<?> type) {
    try {
      return Arguments.usual(type) != null;
    } catch (AssertionError e) {
      return false;
    }
  }

  @Test
  void tensors() {
    var misuse = new Misuse();
    methods(Tensor.class)
        .filter(m -> Arrays.stream(m.getParameterTypes()).allMatch(MisuseTest::known))
        .forEach(m -> {
          misuse.sweep(m, () -> Arguments.usual(Tensor.class), MisuseTest::nothing);
          misuse.sweep(m, () -> Tensor.zeros(1, 2, 4, 3), MisuseTest::nothing);
        });
    none(misuse, 200);
  }
}
