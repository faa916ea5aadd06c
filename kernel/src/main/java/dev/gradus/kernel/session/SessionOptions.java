package dev.gradus.kernel.session;

import dev.gradus.kernel.magic.Magic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// How a session is opened.
///
/// @param classPath what cells see in addition to the class path of this process
/// @param compilerOptions further options of the Java compiler
/// @param extensions who adds imports and context
/// @param magics magics in addition to those found by `ServiceLoader`
/// @param warmUp whether to prepare classes while the session is idle after start
/// @param startUp what runs before the first cell, in order
/// @param timeout how long a cell may run; zero for no limit
public record SessionOptions(
    List<Path> classPath,
    List<String> compilerOptions,
    List<SessionExtension> extensions,
    List<Magic<?, ?>> magics,
    boolean warmUp,
    List<StartUpScript> startUp,
    Duration timeout) {

  /// Copies the lists.
  public SessionOptions {
    classPath = List.copyOf(classPath);
    compilerOptions = List.copyOf(compilerOptions);
    extensions = List.copyOf(extensions);
    magics = List.copyOf(magics);
    startUp = List.copyOf(startUp);
  }

  /// What a front end uses: the extensions that `ServiceLoader` finds, with warm-up, and what the
  /// environment variables of this process say (see [EnvironmentOptions]).
  public static SessionOptions defaults() {
    var extensions = new ArrayList<SessionExtension>();
    ServiceLoader.load(SessionExtension.class).forEach(extensions::add);
    var plain =
        new SessionOptions(
            List.of(), List.of(), extensions, List.of(), true, List.of(), Duration.ZERO);
    return EnvironmentOptions.apply(plain, System.getenv());
  }

  /// These options with other extensions.
  public SessionOptions withExtensions(List<SessionExtension> other) {
    return new SessionOptions(classPath, compilerOptions, other, magics, warmUp, startUp, timeout);
  }

  /// These options with more magics.
  public SessionOptions withMagics(List<Magic<?, ?>> more) {
    return new SessionOptions(
        classPath, compilerOptions, extensions, more, warmUp, startUp, timeout);
  }

  /// These options with more class path.
  public SessionOptions withClassPath(List<Path> more) {
    return new SessionOptions(more, compilerOptions, extensions, magics, warmUp, startUp, timeout);
  }

  /// These options with other compiler options.
  public SessionOptions withCompilerOptions(List<String> other) {
    return new SessionOptions(classPath, other, extensions, magics, warmUp, startUp, timeout);
  }

  /// These options with or without warm-up.
  public SessionOptions withWarmUp(boolean on) {
    return new SessionOptions(classPath, compilerOptions, extensions, magics, on, startUp, timeout);
  }

  /// These options with other start-up scripts.
  public SessionOptions withStartUp(List<StartUpScript> other) {
    return new SessionOptions(
        classPath, compilerOptions, extensions, magics, warmUp, other, timeout);
  }

  /// These options with another time limit for each cell; zero for none.
  public SessionOptions withTimeout(Duration limit) {
    return new SessionOptions(
        classPath, compilerOptions, extensions, magics, warmUp, startUp, limit);
  }
}
