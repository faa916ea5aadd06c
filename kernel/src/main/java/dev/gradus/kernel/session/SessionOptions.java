package dev.gradus.kernel.session;

import dev.gradus.kernel.magic.Magic;
import java.nio.file.Path;
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
public record SessionOptions(
    List<Path> classPath,
    List<String> compilerOptions,
    List<SessionExtension> extensions,
    List<Magic<?, ?>> magics,
    boolean warmUp) {

  /// Copies the lists.
  public SessionOptions {
    classPath = List.copyOf(classPath);
    compilerOptions = List.copyOf(compilerOptions);
    extensions = List.copyOf(extensions);
    magics = List.copyOf(magics);
  }

  /// What a front end uses: the extensions that `ServiceLoader` finds, with warm-up.
  public static SessionOptions defaults() {
    var extensions = new ArrayList<SessionExtension>();
    ServiceLoader.load(SessionExtension.class).forEach(extensions::add);
    return new SessionOptions(List.of(), List.of(), extensions, List.of(), true);
  }

  /// These options with other extensions.
  public SessionOptions withExtensions(List<SessionExtension> other) {
    return new SessionOptions(classPath, compilerOptions, other, magics, warmUp);
  }

  /// These options with more magics.
  public SessionOptions withMagics(List<Magic<?, ?>> more) {
    return new SessionOptions(classPath, compilerOptions, extensions, more, warmUp);
  }

  /// These options with more class path.
  public SessionOptions withClassPath(List<Path> more) {
    return new SessionOptions(more, compilerOptions, extensions, magics, warmUp);
  }

  /// These options with or without warm-up.
  public SessionOptions withWarmUp(boolean on) {
    return new SessionOptions(classPath, compilerOptions, extensions, magics, on);
  }
}
