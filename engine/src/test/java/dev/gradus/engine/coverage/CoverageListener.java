package dev.gradus.engine.coverage;

import dev.gradus.engine.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Hears how the annotated tests end and writes target/coverage.md.
public final class CoverageListener implements TestExecutionListener {
  private final Map<String, Set<String>> tests = new ConcurrentHashMap<>();
  private final Map<String, String> results = new ConcurrentHashMap<>();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    boolean aborted = result.getStatus() == TestExecutionResult.Status.ABORTED;
    note(test, passed ? "pass" : aborted ? "skipped" : "fail");
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, "skipped");
  }

  private void note(TestIdentifier test, String result) {
    method(test).ifPresent(method -> note(method, result));
  }

  private static Optional<Method> method(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod());
  }

  private void note(Method method, String result) {
    var type = method.getDeclaringClass();
    var all = type.getAnnotation(Covers.class);
    if (all != null) {
      note(all, type.getSimpleName(), result);
    }
    var some = method.getAnnotation(Covers.class);
    if (some != null) {
      note(some, CoverageTable.name(type, method), result);
    }
  }

  private void note(Covers covers, String name, String result) {
    for (var id : covers.value()) {
      tests.computeIfAbsent(id, key -> new TreeSet<>()).add(name);
    }
    results.merge(name, result, (old, now) -> "pass".equals(old) ? now : old);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    var folder = Path.of("target");
    if (tests.isEmpty() || !Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.writeString(
          folder.resolve("coverage.md"),
          CoverageTable.document(tests, name -> results.getOrDefault(name, "not run")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
