package dev.gradus.kernel.cli;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the running Java has what cells need: a runtime without the compiler is no JDK.
final class JavaCheck {
  /// Commands that work without.
  static final Set<String> MAY_RUN =
      Set.of("doctor", "version", "package", "--version", "--help", "-h", "-V");

  private static final List<String> NEEDED = List.of("jdk.compiler", "jdk.jshell");

  private JavaCheck() {}

  /// A sentence that says what is missing; null if nothing is.
  static @Nullable String lack(ModuleLayer modules) {
    List<String> missing =
        NEEDED.stream().filter(name -> modules.findModule(name).isEmpty()).toList();
    return missing.isEmpty()
        ? null
        : "Gradus needs a whole JDK "
            + LauncherJar.NEEDED
            + " or newer, but the Java in "
            + System.getProperty("java.home")
            + " lacks "
            + String.join(" and ", missing)
            + "; get a JDK (not a JRE) from https://adoptium.net and start Gradus with its java.";
  }
}
