package dev.gradus.kernel.maven;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What names a library: `group:artifact:version`, or with packaging and classifier,
/// `group:artifact:packaging:classifier:version`.
///
/// @param group the group
/// @param artifact the artifact
/// @param packaging the file's kind, `jar` if not given
/// @param classifier a variant, empty if not given
/// @param version a version, a range such as `[1.0,2.0)`, or `RELEASE` for the newest
public record Coordinates(
    String group, String artifact, String packaging, String classifier, String version) {
  private static final String NAME = "[A-Za-z0-9_.-]+";
  private static final Pattern FORM =
      Pattern.compile(
          "(%1$s):(%1$s)(?::(%1$s)(?::([A-Za-z0-9_.-]*))?)?:([^:\\s/\\\\]+)".formatted(NAME));
  private static final Pattern UNVERSIONED = Pattern.compile("(%1$s):(%1$s)".formatted(NAME));

  /// Reads coordinates.
  ///
  /// @throws IllegalArgumentException with the form that is expected
  public static Coordinates parse(String text) {
    Matcher m = FORM.matcher(text);
    if (m.matches()) {
      String packaging = m.group(3) == null ? "jar" : m.group(3);
      String classifier = m.group(4) == null ? "" : m.group(4);
      return new Coordinates(m.group(1), m.group(2), packaging, classifier, m.group(5));
    }
    String form = "group:artifact:version, as org.apache.commons:commons-lang3:3.20.0";
    if (UNVERSIONED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          text + " has no version. Write " + form + "; " + text + ":RELEASE takes the newest.");
    }
    throw new IllegalArgumentException(text + " does not name a library. Write " + form + ".");
  }

  /// `group:artifact`.
  public String library() {
    return group + ":" + artifact;
  }

  @Override
  public String toString() {
    String middle = packaging.equals("jar") && classifier.isEmpty() ? "" : ":" + packaging;
    return library() + middle + (classifier.isEmpty() ? "" : ":" + classifier) + ":" + version;
  }
}
