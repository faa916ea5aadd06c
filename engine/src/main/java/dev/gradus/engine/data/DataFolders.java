package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where data lies on this machine.
///
/// @param local the folder of local copies that the user named, if any
/// @param cache the folder that downloads are kept in; it need not exist yet
record DataFolders(Optional<Path> local, Path cache) {
  /// The environment variable that names the folder of local copies.
  static final String VARIABLE = "GRADUS_DATA";

  /// The system property that goes before the variable.
  static final String PROPERTY = "gradus.data";

  private static final String CACHE_PROPERTY = "gradus.cache";

  /// As environment and system properties say now.
  static DataFolders current() {
    return of(
        System.getenv(),
        Optional.ofNullable(System.getProperty(PROPERTY)),
        Optional.ofNullable(System.getProperty(CACHE_PROPERTY)),
        System.getProperty("user.home", "."),
        System.getProperty("os.name", ""));
  }

  static DataFolders of(
      Map<String, String> environment,
      Optional<String> property,
      Optional<String> cacheProperty,
      String home,
      String system) {
    Optional<Path> local =
        property.isPresent()
            ? folder(property.get(), "the system property " + PROPERTY)
            : folder(environment.getOrDefault(VARIABLE, ""), VARIABLE);
    return new DataFolders(
        local, cacheProperty.map(Path::of).orElseGet(() -> cache(environment, home, system)));
  }

  private static Optional<Path> folder(String value, String source) {
    if (value.isBlank()) {
      return Optional.empty();
    }
    try {
      var path = Path.of(value);
      if (Files.isDirectory(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      throw new DataException(source + " is \"" + value + "\", which is not a path.", e);
    }
    throw new DataException(
        source
            + " is \""
            + value
            + "\", but there is no such folder"
            + (Files.exists(Path.of(value)) ? " (it is a file)" : "")
            + ". Correct it, or unset it to use downloads.");
  }

  private static Path cache(Map<String, String> environment, String home, String system) {
    boolean windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
    String base = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    return base.isBlank() ? Path.of(home, ".cache", "gradus") : Path.of(base, "gradus");
  }
}
