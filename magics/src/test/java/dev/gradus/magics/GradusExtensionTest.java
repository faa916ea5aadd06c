package dev.gradus.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.magics.magic.Cells;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a cell may write without import or qualifier.
class GradusExtensionTest {

  private static Stream<Method> factories() {
    return GradusExtension.FACTORIES.stream()
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()))
        .filter(m -> !m.isSynthetic());
  }

  private static String argument(Class<?> type) {
    return type == boolean.class
        ? "true"
        : type == long.class
            ? "1L"
            : type == int.class
                ? "1"
                : type == double.class ? "1.0" : "(" + type.getCanonicalName() + ") null";
  }

  /// A method that calls a factory, so that it is compiled but not run.
  private static String call(int number, Method m) {
    var arguments =
        Arrays.stream(m.getParameterTypes())
            .map(GradusExtensionTest::argument)
            .collect(Collectors.joining(", "));
    return "void call" + number + "() { " + m.getName() + "(" + arguments + "); }";
  }

  @Test
  void everyFactoryIsCalledByItsName() {
    var calls = new ArrayList<String>();
    factories()
        .filter(m -> !GradusExtension.QUALIFIED.contains(m.getName()))
        .forEach(m -> calls.add(call(calls.size(), m)));
    assertTrue(calls.size() > 100, "only " + calls.size());
    try (var cells = new Cells()) {
      // one class around all calls: compiled at once, and every mistake is told
      cells.value("class Calls {\n" + String.join("\n", calls) + "\n}");
    }
  }

  @Test
  void onlyMeantNamesNeedTheirHolder() {
    var holders = new HashMap<String, TreeSet<String>>();
    factories()
        .forEach(m ->
            holders
                .computeIfAbsent(
                    m.getName() + Arrays.toString(m.getParameterTypes()), _ -> new TreeSet<>())
                .add(m.getDeclaringClass().getSimpleName() + "." + m.getName()));
    var twice =
        holders.values().stream()
            .filter(h -> h.size() > 1)
            .flatMap(h -> h.stream())
            .map(name -> name.replaceAll(".*\\.", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(GradusExtension.QUALIFIED), twice);
    assertEquals(List.of(), new GradusExtension().importsFor("named"));
  }

  /// The simple names of the public types of the imported packages.
  private static Map<String, List<String>> types() throws IOException {
    var found = new TreeMap<String, List<String>>();
    for (var module : List.of("engine", "magics")) {
      var root = Path.of("..").resolve(module).resolve("src/main/java");
      for (var name : GradusExtension.PACKAGES) {
        var folder = root.resolve(name.replace('.', '/'));
        if (Files.isDirectory(folder)) {
          try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
              if (Files.readString(file).lines().anyMatch(l -> l.startsWith("public "))) {
                var type = file.getFileName().toString().replace(".java", "");
                found.computeIfAbsent(type, _ -> new ArrayList<>()).add(name);
              }
            }
          }
        }
      }
    }
    return found;
  }

  @Test
  void everyTypeIsKnownByItsSimpleName() throws IOException {
    var types = types();
    assertTrue(types.size() > 200, "only " + types.size());
    var twice =
        types.entrySet().stream()
            .filter(e -> e.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    var chosen =
        GradusExtension.CHOSEN.stream().map(Class::getSimpleName).collect(Collectors.toSet());
    assertTrue(
        chosen.containsAll(twice),
        "names in two packages need a choice in GradusExtension.CHOSEN: " + twice);
    var fields = new StringBuilder("class Types {\n");
    types
        .keySet()
        .forEach(t ->
            fields.append("  Class<?> of").append(t).append(" = ").append(t).append(".class;\n"));
    try (var cells = new Cells()) {
      var result = cells.run(fields.append("}").toString());
      assertInstanceOf(CellResult.Ok.class, result, result::toString);
    }
  }

  @Test
  void aStudentMayTakeAnyName() {
    try (var cells = new Cells()) {
      cells.value("record Average(double a, double b) { double mean() { return (a + b) / 2; } }");
      assertEquals("2.0", cells.value("new Average(1, 3).mean()"));
      cells.value("class Wire { int x = 4; }");
      assertEquals("4", cells.value("new Wire().x"));
      cells.value("enum Accuracy { LOW, HIGH }");
      assertEquals("HIGH", cells.value("Accuracy.HIGH"));
      cells.value("double accuracy(int right, int all) { return (double) right / all; }");
      assertEquals("0.5", cells.value("accuracy(1, 2)"));
      cells.value("double l2(float[] w) { double s = 0; for (var x : w) s += x * x; return s; }");
      assertEquals("accuracy", cells.value("accuracy().name()"));
      assertTrue(cells.value("dense(3).regularized(l2(1e-3))").contains("ense"));
    }
  }
}
