package dev.gradus.engine.misuse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Model;
import dev.gradus.engine.data.ImageChange;
import dev.gradus.engine.diagnose.SearchRange;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.Constraint;
import dev.gradus.engine.train.Regularizer;
import dev.gradus.engine.train.Schedule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every public method of the packages that students use, with one senseless argument at a time: it
/// works or answers with a sentence of the engine. A new class or method is taken in by itself; one
/// for whose parameters there is no sample fails.
class MisuseOfEverythingTest {
  private static final List<String> PACKAGES =
      List.of("", "data.", "diagnose.", "inspect.", "io.", "text.", "train.", "zoo.");

  /// What the engine calls, not a student: it gives sound arguments.
  private static final List<Class<?>> CALLED_BY_THE_ENGINE =
      List.of(
          Callback.class,
          Schedule.class,
          Regularizer.class,
          Constraint.class,
          ImageChange.class,
          SearchRange.class,
          LayerSpec.class);

  /// Parameters that only the engine has something for.
  private static final Set<String> INNER =
      Set.of(
          "Backend",
          "Slice",
          "Graph",
          "Op",
          "Tape",
          "Origin",
          "Snapshot",
          "BuiltLayer",
          "RecurrentLayer",
          "Body",
          "Objective",
          "Window");

  /// Methods and classes that are left out, and why.
  private static final Map<String, String> EXCEPT =
      Map.of(
          "Datasets.mnist", "may fetch files from the network",
          "Datasets.named", "may fetch files from the network; MisuseTest has its names",
          "SafetensorsFile", "is an open file; its only method is that of Safetensors.Content",
          "TopPatches", "its methods take its own patches");

  private static List<Class<?>> classes() throws IOException, URISyntaxException {
    var root = Path.of(Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var found = new ArrayList<Class<?>>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        var name =
            root.relativize(file).toString().replaceAll("[/\\\\]", ".").replace(".class", "");
        if (PACKAGES.stream()
            .anyMatch(p ->
                name.matches(
                    "dev\\.gradus\\.engine\\." + p.replace(".", "\\.") + "[A-Z][A-Za-z0-9$]*"))) {
          try {
            var type = Class.forName(name);
            if (open(type)) {
              found.add(type);
            }
          } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
          }
        }
      }
    }
    return found;
  }

  private static boolean open(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || open(type.getDeclaringClass()));
  }

  private static Stream<Method> methods(Class<?> type, boolean fixed) {
    return Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) == fixed)
        .filter(m ->
            m.getDeclaringClass() == type
                || (!fixed && m.getDeclaringClass().getName().startsWith("dev.gradus")))
        .filter(m -> m.getParameterCount() > 0 && !m.isBridge() && !m.isSynthetic())
        .filter(m -> !m.getName().equals("equals") && !(type.isEnum() && fixed))
        .filter(m -> !EXCEPT.containsKey(type.getSimpleName() + "." + m.getName()))
        .filter(m -> CALLED_BY_THE_ENGINE.stream().noneMatch(c -> declares(c, m)))
        .filter(m ->
            Arrays.stream(m.getParameterTypes()).noneMatch(p -> INNER.contains(p.getSimpleName())));
  }

  private static boolean declares(Class<?> type, Method method) {
    return type.isAssignableFrom(method.getDeclaringClass())
        && Arrays.stream(type.getMethods())
            .anyMatch(m ->
                m.getName().equals(method.getName())
                    && Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
  }

  @TestFactory
  List<DynamicTest> nothingBreaks() throws IOException, URISyntaxException {
    var subjects = Everything.subjects();
    return classes().stream()
        .filter(t -> methods(t, true).findAny().isPresent() || subjects.containsKey(t))
        .map(t -> DynamicTest.dynamicTest(t.getSimpleName(), () -> check(t)))
        .toList();
  }

  private static void check(Class<?> type) {
    var misuse = new Misuse();
    methods(type, true)
        .forEach(m -> {
          long t0 = System.nanoTime();
          misuse.sweep(m, () -> null, made -> {});
          long t = System.nanoTime() - t0;
          if (t > 300_000_000L) System.out.println("SLOW " + m + " " + t / 1000000);
        });
    var subject = Everything.subjects().get(type);
    if (subject != null) {
      methods(type, false).forEach(m -> misuse.sweep(m, subject, made -> {}));
    }
    assertEquals(List.of(), misuse.flaws(), () -> String.join("\n", misuse.flaws()));
  }

  @Test
  void nothingIsLeftOut() throws IOException, URISyntaxException {
    var subjects = Everything.subjects().keySet();
    var open = new TreeSet<String>();
    for (var type : classes()) {
      if (!subjects.contains(type)
          && !EXCEPT.containsKey(type.getSimpleName())
          && !type.isInterface()
          && !Modifier.isAbstract(type.getModifiers())) {
        methods(type, false).forEach(m -> open.add(type.getName() + "." + m.getName()));
      }
    }
    assertEquals(Set.of(), open, () -> String.join("\n", open));
  }
}
