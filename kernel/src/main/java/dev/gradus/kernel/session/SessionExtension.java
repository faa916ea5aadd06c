package dev.gradus.kernel.session;

import java.util.List;
import java.util.concurrent.Callable;

/// How a module that the kernel does not know adds itself to every session. Found through
/// `ServiceLoader`.
public interface SessionExtension {

  /// Import declarations that every session starts with, as `import static a.B.c;`.
  default List<String> imports() {
    return List.of();
  }

  /// The single static imports to add when a cell declares a method of the given name, so that the
  /// student's method and a factory of the same name (imported by `*`) coexist as overloads.
  default List<String> importsFor(String methodName) {
    return List.of();
  }

  /// Runs the body of a cell inside whatever the extension needs around it.
  default <T> T aroundCell(Session session, Callable<T> body) throws Exception {
    return body.call();
  }

  /// Work to do while the session is idle after start, such as warming classes. Must poll for
  /// interruption: it is stopped when the first request arrives.
  default void warmUp(Session session) {}

  /// Additional subcommands of the command line (picocli command objects).
  default List<Object> commands() {
    return List.of();
  }
}
