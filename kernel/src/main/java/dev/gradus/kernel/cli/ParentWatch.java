package dev.gradus.kernel.cli;

import java.util.Map;
import java.util.Optional;

/// Ends the kernel when the process that started it is gone: Jupyter names it in the environment,
/// else it is the parent.
final class ParentWatch {
  private ParentWatch() {}

  static void start(Map<String, String> env, Runnable gone) {
    parent(env)
        .ifPresent(process -> {
          var _ = process.onExit().thenRun(gone);
        });
  }

  private static Optional<ProcessHandle> parent(Map<String, String> env) {
    String named = env.getOrDefault("JPY_PARENT_PID", "");
    if (named.matches("\\d{1,18}")) {
      return ProcessHandle.of(Long.parseLong(named));
    }
    // a parent 1 is the system, or a container's entry: it cannot outlive the kernel's use
    return ProcessHandle.current().parent().filter(process -> process.pid() > 1);
  }
}
