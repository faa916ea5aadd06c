package dev.gradus.kernel.eval.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;

class ShellTablesTest {
  @Test
  void newCompilersSeeWhatOldOnesDeclared() throws Exception {
    var control = new LocalExecutionControlProvider();
    try (var shell = JShell.builder().executionEngine(control, Map.of()).build()) {
      ShellTables tables = ShellTables.of(shell).orElseThrow();
      shell.eval("int three = 3;");
      shell.eval("record Pair(int a, int b) {}");
      Object before = pool(shell);
      tables.renewCompilers();
      assertEquals("7", shell.eval("new Pair(three, 4).b() + three").getFirst().value());
      assertNotSame(before, pool(shell));
    }
  }

  private static Object pool(JShell shell) throws ReflectiveOperationException {
    var tasks = JShell.class.getDeclaredField("taskFactory");
    tasks.setAccessible(true);
    Object factory = tasks.get(shell);
    var pool = factory.getClass().getDeclaredField("javacTaskPool");
    pool.setAccessible(true);
    return pool.get(factory);
  }
}
