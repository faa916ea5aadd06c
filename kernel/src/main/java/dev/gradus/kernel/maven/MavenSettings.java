package dev.gradus.kernel.maven;

import java.nio.file.Path;
import org.apache.maven.settings.Settings;

/// Where libraries come from and where they are kept.
///
/// @param local the folder of Maven's own copies
/// @param central the repository that is always asked, unless a mirror takes its place
/// @param user what `settings.xml` says: mirrors, proxies, credentials, repositories
public record MavenSettings(Path local, String central, Settings user) {
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

  /// With nothing in `settings.xml`.
  public MavenSettings(Path local, String central) {
    this(local, central, new Settings());
  }

  /// Maven's: `~/.m2/settings.xml` and that of the Maven on the `PATH`; `~/.m2/repository` (or the
  /// system property `maven.repo.local`) and Maven Central.
  ///
  /// @throws IllegalArgumentException if a `settings.xml` cannot be used
  public static MavenSettings standard() {
    Path home = Path.of(System.getProperty("user.home", ""));
    Settings user = SettingsFiles.standard(home, System.getenv()).read();
    return of(home, user, System.getProperty("maven.repo.local", ""));
  }

  static MavenSettings of(Path home, Settings user, String named) {
    String said = user.getLocalRepository();
    Path local =
        !named.isEmpty()
            ? Path.of(named)
            : said != null && !said.isBlank()
                ? Path.of(said.strip())
                : home.resolve(".m2").resolve("repository");
    return new MavenSettings(local, CENTRAL, user);
  }
}
