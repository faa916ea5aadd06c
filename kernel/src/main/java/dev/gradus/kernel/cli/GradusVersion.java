package dev.gradus.kernel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// The version of this Gradus.
final class GradusVersion {
  private static final String PROPERTIES =
      "/META-INF/maven/dev.gradus/gradus-kernel/pom.properties";

  private GradusVersion() {}

  /// As Maven has written it into the jar; `development` for classes that are in no jar.
  static String current() {
    try (InputStream in = GradusVersion.class.getResourceAsStream(PROPERTIES)) {
      if (in != null) {
        var properties = new Properties();
        properties.load(in);
        return properties.getProperty("version", "development");
      }
    } catch (IOException e) {
      // as if it were not there
    }
    return "development";
  }
}
