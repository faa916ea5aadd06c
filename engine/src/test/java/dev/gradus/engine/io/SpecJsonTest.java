package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.train.Constraint;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Regularizer;
import dev.gradus.engine.train.Schedule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpecJsonTest {

  @Test
  void aLayerAsText() {
    assertEquals(
        "{\"@type\":\"Dense\",\"units\":10,\"bias\":true,\"initializer\":null}",
        SpecJson.write(dense(10)));
    assertEquals(
        "{\"@type\":\"Initializer.Normal\",\"mean\":0.0,\"std\":0.1}",
        SpecJson.write(Initializer.normal(0.1)));
  }

  private static void returns(LayerSpec spec) {
    assertEquals(spec, SpecJson.read(SpecJson.write(spec), LayerSpec.class));
  }

  @Test
  void layersReturnAsTheyWere() {
    returns(dense(3).withoutBias().named("a"));
    returns(conv2d(3, 5).same().dilation(2).groups(3).initializer(Initializer.he()).named("ü\n\""));
    returns(conv2d(3, 5).padding(2).stride(2, 1).initializer(Initializer.uniform(1e-300)));
  }

  // ---- everything that the engine has

  /// Settings that models and runs are made of.
  private static final List<Class<?>> KINDS =
      List.of(
          LayerSpec.class,
          Initializer.class,
          Regularizer.class,
          Constraint.class,
          Optimizer.class,
          Schedule.class,
          Loss.class);

  /// Used while a layer is built, or refused with a sentence.
  private static final Set<String> NEVER_SAVED = Set.of("ShapedInitializer", "Shared", "ZeroRow");

  private static List<Class<?>> engineTypes() throws IOException, URISyntaxException {
    var root = Path.of(LayerSpec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.walk(root.resolve("dev/gradus/engine"))) {
      return files
          .map(f -> root.relativize(f).toString().replace('/', '.').replace('\\', '.'))
          .filter(f -> f.endsWith(".class") && !f.contains("-info"))
          .<Class<?>>map(f -> load(f.substring(0, f.length() - ".class".length())))
          .filter(c -> KINDS.stream().anyMatch(k -> k.isAssignableFrom(c)))
          .filter(c -> !Modifier.isAbstract(c.getModifiers()) && !c.isAnonymousClass())
          .filter(c -> !NEVER_SAVED.contains(c.getSimpleName()))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, SpecJsonTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /// Fails for a new layer, optimizer or the like that model files would not know: give it a
  /// factory in `Layers` or `Optimizers` whose result type is its record, or add it to
  /// `SpecTypes.MORE`.
  @Test
  void everyKindOfSettingCanBeSaved() throws Exception {
    var types = engineTypes();
    assertTrue(types.size() > 20, types.toString());
    for (var type : types) {
      assertTrue(type.isRecord() || type.isEnum(), type + " is neither a record nor an enum");
      assertTrue(SpecTypes.isEngines(type), type + " is not known to model files, see above");
    }
  }

  // ---- kinds of components

  enum Colour {
    RED,
    GREEN
  }

  record Inner(double x) {}

  record Generic<T>(T value, List<? extends T> more) {}

  record All(
      byte b,
      short s,
      int i,
      long l,
      float f,
      double d,
      boolean z,
      char c,
      @Nullable String text,
      Colour colour,
      Inner inner,
      @Nullable Inner none,
      Integer boxed,
      Shape shape,
      List<List<Inner>> lists,
      Map<String, Colour> map,
      Generic<Inner> generic) {}

  private static All all(float f, double d) {
    return new All(
        (byte) -128,
        (short) 32767,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        f,
        d,
        true,
        'ß',
        "\u2028\"\\ 😀",
        Colour.GREEN,
        new Inner(Math.PI),
        null,
        7,
        Shape.of(2, 3),
        List.of(List.of(), List.of(new Inner(-0.0))),
        Map.of("a b", Colour.RED),
        new Generic<>(new Inner(1), List.of(new Inner(2))));
  }

  @Test
  void everyKindOfComponentReturns() {
    for (var f :
        new float[] {
          0.1f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY
        }) {
      for (var d : new double[] {0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e23}) {
        var value = all(f, d);
        assertEquals(value, SpecJson.read(SpecJson.write(value), All.class, All.class));
      }
    }
    var special = all(1, Double.POSITIVE_INFINITY);
    assertEquals(special, SpecJson.read(SpecJson.write(special), All.class, All.class));
  }

  record Arrays2(int[] ints, double[][] table, String[] names, boolean[] flags) {}

  @Test
  void arraysReturn() {
    var value =
        new Arrays2(
            new int[] {1, -2}, new double[][] {{}, {1.5}}, new String[] {"a"}, new boolean[1]);
    var read = SpecJson.read(SpecJson.write(value), Arrays2.class, Arrays2.class);
    assertArrayEquals(value.ints, read.ints);
    assertArrayEquals(value.table, read.table);
    assertArrayEquals(value.names, read.names);
    assertArrayEquals(value.flags, read.flags);
  }

  record Loose(Object any) {}

  @Test
  void whatCouldNotBeReadAgainIsNotWritten() {
    assertEquals(
        new Loose("text"),
        SpecJson.read(SpecJson.write(new Loose("text")), Loose.class, Loose.class));
    says(() -> SpecJson.write(new Loose(1)), "the Loose.any should be Object");
    says(() -> SpecJson.write(new Loose(new Thread())), "java.lang.Thread, which cannot be saved");
    says(() -> SpecJson.write(Map.of(1, 2)), "keys must be strings");
    says(() -> SpecJson.write(Map.of("@type", 2)), "do not start with @");
  }

  @Test
  void classesOfTheSameShortName() {
    says(
        () -> SpecJson.read("{}", Loose.class, Colour.class, Other.Colour.class),
        "same short name",
        "Rename one");
  }

  /// Holds a second class of a name.
  static final class Other {
    private Other() {}

    enum Colour {
      BLUE
    }
  }

  @Test
  void textThatIsNotSound() {
    for (var text : List.of("", "{", "nul", "{\"@type\":}", "1 2", "{'a':1}", "[1,]")) {
      says(() -> SpecJson.read(text, LayerSpec.class), "the JSON", "not sound JSON");
    }
    says(() -> SpecJson.read("null", LayerSpec.class), "is null");
    says(() -> SpecJson.read("{\"@type\":[]}", LayerSpec.class), "should be String");
    says(() -> SpecJson.read("1e999", Double.class), "1e999");
    says(() -> SpecJson.read("1" + "2".repeat(70), Double.class), "60 characters");
    says(
        () -> SpecJson.read("{\"@type\":\"own:Colour\"}", Colour.class, Colour.class),
        "should be",
        "Colour");
    assertEquals(
        Arrays.asList(Colour.values()).getLast(),
        SpecJson.read(SpecJson.write(Colour.GREEN), Colour.class, Colour.class));
  }
}
