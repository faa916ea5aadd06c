package dev.gradus.kernel.eval.internal;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Stops threads that are inside a loop of the JDK or of a library which asks nobody whether to go
/// on. The classes in which they are found get a check (see [ThreadChecks]) that throws in these
/// threads alone. A method that runs already goes on as it is and meets the check in the next one
/// that it calls; a loop that calls nothing is not stopped. [#close()] takes the checks out again.
///
/// What was interrupted in this way may be left half done, as anything is that ends with an error;
/// so the classes that all threads share the state of are let alone.
final class LibraryStop implements AutoCloseable {
  private static final int SAMPLES = 16;
  private static final long PAUSE_MILLIS = 3;
  private static final String OWN = "dev.gradus.";
  private static final List<String> SHARED =
      List.of("java.lang.", "java.util.concurrent.locks.", "jdk.internal.", "sun.");

  private final Instrumentation vm;
  private final Set<Class<?>> changed;
  private final ClassFileTransformer checks;

  private LibraryStop(Instrumentation vm, Set<Class<?>> found, ThreadChecks weaver) {
    this.vm = vm;
    changed = found;
    checks =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              ClassLoader loader,
              String name,
              Class<?> type,
              ProtectionDomain domain,
              byte[] bytes) {
            return found.contains(type) ? weaver.weave(bytes, loader) : null;
          }
        };
  }

  /// Asks the threads to stop where they are.
  ///
  /// @return empty if they are in no library, or in one that cannot be changed
  static Optional<LibraryStop> of(List<Thread> threads) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < SAMPLES; i++) {
      threads.forEach(thread -> names.addAll(libraries(thread.getStackTrace())));
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        // asked to stop once more
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Instruments.get().flatMap(vm -> of(vm, names, threads));
  }

  private static Optional<LibraryStop> of(
      Instrumentation vm, Set<String> names, List<Thread> threads) {
    Set<Class<?>> found = new HashSet<>();
    Stream.of(vm.getAllLoadedClasses())
        .filter(type -> names.contains(type.getName()) && vm.isModifiableClass(type))
        .forEach(found::add);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
    var stop = new LibraryStop(vm, found, new ThreadChecks(ids));
    vm.addTransformer(stop.checks, true);
    stop.retransform();
    return Optional.of(stop);
  }

  /// The classes between what runs and the code of the cell that called it; none if the session's
  /// own code is at work there, which ends by itself.
  static Set<String> libraries(StackTraceElement[] stack) {
    Set<String> names = new HashSet<>();
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (FrameMap.isCell(frame)) {
        return names;
      }
      if (name.startsWith(OWN)) {
        return Set.of();
      }
      if (SHARED.stream().noneMatch(name::startsWith)) {
        names.add(name);
      }
    }
    return Set.of();
  }

  private void retransform() {
    for (Class<?> type : changed) {
      try {
        vm.retransformClasses(type);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
        // without this one
      }
    }
  }

  @Override
  public void close() {
    vm.removeTransformer(checks);
    retransform();
  }
}
