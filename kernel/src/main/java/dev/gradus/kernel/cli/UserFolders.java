package dev.gradus.kernel.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where this user's files live, by operating system and environment.
///
/// @param data Gradus's own files
/// @param jupyter Jupyter's data folder, which holds `kernels`
record UserFolders(Path data, Path jupyter) {

  /// The folders of the present process.
  static UserFolders current() {
    String os = System.getProperty("os.name", "");
    Path home = Path.of(System.getProperty("user.home"));
    // Java asks the user data base, Jupyter and every shell ask HOME
    Path named = os.startsWith("Windows") ? null : path(System.getenv("HOME"));
    return of(System.getenv(), or(named, home), os);
  }

  static UserFolders of(Map<String, String> env, Path home, String os) {
    Path jupyter = path(env.get("JUPYTER_DATA_DIR"));
    if (os.startsWith("Windows")) {
      Path roaming = or(path(env.get("APPDATA")), home.resolve("AppData/Roaming"));
      Path local = or(path(env.get("LOCALAPPDATA")), home.resolve("AppData/Local"));
      return new UserFolders(local.resolve("gradus"), or(jupyter, roaming.resolve("jupyter")));
    }
    if (os.startsWith("Mac")) {
      Path library = home.resolve("Library");
      return new UserFolders(
          library.resolve("Application Support/gradus"), or(jupyter, library.resolve("Jupyter")));
    }
    Path share = or(path(env.get("XDG_DATA_HOME")), home.resolve(".local/share"));
    return new UserFolders(share.resolve("gradus"), or(jupyter, share.resolve("jupyter")));
  }

  private static @Nullable Path path(@Nullable String value) {
    return value == null || value.isBlank() ? null : Path.of(value);
  }

  private static Path or(@Nullable Path first, Path second) {
    return first == null ? second : first;
  }
}
