package dev.gradus.kernel.maven;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

/// A POM from which dependencies are taken.
///
/// @param artifact its own name
/// @param file where it is
public record Pom(Artifact artifact, Path file) {
  private static final String HEAD =
      "<project><modelVersion>4.0.0</modelVersion><groupId>cell</groupId>"
          + "<artifactId>cell</artifactId><version>1</version><packaging>pom</packaging>";

  /// Reads a whole POM, or a part as documentation shows it: `<dependencies>`, `<repositories>`, or
  /// single `<dependency>` and `<repository>` elements.
  ///
  /// @throws MavenException if it is not a POM
  public static Pom read(String text) throws MavenException {
    String whole = whole(text);
    try {
      Model model = new MavenXpp3Reader().read(new StringReader(whole), false);
      String group = model.getGroupId();
      String version = model.getVersion();
      if (model.getParent() != null) {
        group = group == null ? model.getParent().getGroupId() : group;
        version = version == null ? model.getParent().getVersion() : version;
      }
      if (group == null || version == null || model.getArtifactId() == null) {
        throw new MavenException(
            "The POM does not say its own groupId, artifactId and version. Add them, or give only"
                + " its <dependencies>.");
      }
      Path file = Files.createTempFile("gradus", ".pom");
      file.toFile().deleteOnExit();
      Files.writeString(file, whole);
      return new Pom(new DefaultArtifact(group, model.getArtifactId(), "pom", version), file);
    } catch (XmlPullParserException e) {
      throw new MavenException("This is no POM: " + firstLine(e));
    } catch (IOException e) {
      throw new MavenException("The POM cannot be read: " + e.getMessage());
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String whole(String text) {
    String part = text.strip().replaceFirst("(?s)^<\\?xml.*?\\?>", "").strip();
    if (part.replaceFirst("(?s)^(?:<!--.*?-->\\s*)+", "").startsWith("<project")) {
      return text;
    }
    String grouped =
        grouped(grouped(part, "dependency", "dependencies"), "repository", "repositories");
    return HEAD + grouped + "</project>";
  }

  /// Puts single elements into the element that holds them.
  private static String grouped(String text, String one, String many) {
    if (text.contains("<" + many + ">")) {
      return text;
    }
    var found = java.util.regex.Pattern.compile("(?s)<" + one + ">.*?</" + one + ">").matcher(text);
    var items = new StringBuilder();
    var rest = new StringBuilder();
    while (found.find()) {
      items.append(found.group());
      found.appendReplacement(rest, "");
    }
    found.appendTail(rest);
    return items.isEmpty() ? text : rest + "<" + many + ">" + items + "</" + many + ">";
  }
}
