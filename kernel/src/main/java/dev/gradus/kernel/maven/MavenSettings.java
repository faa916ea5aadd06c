package dev.gradus.kernel.maven;

import java.nio.file.Path;

/// Where libraries come from and where they are kept.
///
/// @param local the folder of Maven's own copies
/// @param central the repository that is always asked
public record MavenSettings(Path local, String central) {

  /// Maven's: `~/.m2/repository` (or the system property `maven.repo.local`) and Maven Central.
  public static MavenSettings standard() {
    String own = System.getProperty("maven.repo.local", "");
    Path home = Path.of(System.getProperty("user.home", ""));
    return new MavenSettings(
        own.isEmpty() ? home.resolve(".m2").resolve("repository") : Path.of(own),
        "https://repo.maven.apache.org/maven2/");
  }
}
