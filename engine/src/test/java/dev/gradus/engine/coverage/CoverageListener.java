package dev.gradus.engine.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Hears how tests end and keeps it in [Results#FILE], from which the table of coverage is written.
public final class CoverageListener implements TestExecutionListener {
  private final Results results = new Results();
  private String tested = "";

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan plan) {
    try {
      tested = Results.fingerprint(Results.tested());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    note(
        test,
        switch (result.getStatus()) {
          case SUCCESSFUL -> "pass";
          case ABORTED -> "skipped";
          case FAILED -> "fail";
        });
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, "skipped");
  }

  private synchronized void note(TestIdentifier test, String word) {
    if (test.getSource().orElse(null) instanceof MethodSource source) {
      results.add(
          CoverageTable.name(source.getJavaClass(), source.getMethodName()),
          new Results.Result(word, tested));
    }
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    if (results.isEmpty() || !Files.isDirectory(Path.of("target"))) {
      return;
    }
    try {
      var all = Results.read(Results.FILE);
      all.replace(results);
      all.write(Results.FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
