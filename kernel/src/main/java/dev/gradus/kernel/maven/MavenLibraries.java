package dev.gradus.kernel.maven;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.internal.CellContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The libraries that a session took from Maven repositories.
public final class MavenLibraries {
  private final MavenResolver resolver;
  private final Map<String, String> versions = new HashMap<>();

  private MavenLibraries(MavenSettings settings) {
    resolver = new MavenResolver(settings);
  }

  /// Those of a session.
  public static MavenLibraries of(Session session) {
    MavenSettings settings = session.attribute(MavenSettings.class, MavenSettings::standard);
    return session.attribute(MavenLibraries.class, () -> new MavenLibraries(settings));
  }

  /// Finds libraries.
  public MavenResolver resolver() {
    return resolver;
  }

  /// Adds libraries and what they need to the class path, with a line about it.
  public void add(Session session, Outputs outputs, Collection<Coordinates> wanted)
      throws MavenException {
    String names = wanted.stream().map(Coordinates::toString).collect(Collectors.joining(", "));
    add(session, outputs, names, watch -> resolver.resolve(wanted, watch));
  }

  /// Adds the dependencies of a POM.
  public void add(Session session, Outputs outputs, Pom pom, List<String> scopes)
      throws MavenException {
    add(session, outputs, "the POM", watch -> resolver.resolve(pom, scopes, watch));
  }

  private interface Search {
    List<Library> run(MavenResolver.Watch watch) throws MavenException;
  }

  private void add(Session session, Outputs outputs, String what, Search search)
      throws MavenException {
    String id = UUID.randomUUID().toString();
    outputs.display(MimeBundle.text("Looking for " + what), id);
    CellContext cell = CellContext.current();
    var watch =
        new MavenResolver.Watch(
            line -> outputs.updateDisplay(id, MimeBundle.text(what + ": " + line)),
            () -> cell != null && cell.stopped());
    List<Library> found = search.run(watch);
    var others = new ArrayList<String>();
    List<Path> files = unknown(found, others);
    List<Path> added = session.addClassPath(files);
    outputs.updateDisplay(id, MimeBundle.text(summary(what, added, others)));
  }

  /// The files of libraries that the session does not have in any version.
  private synchronized List<Path> unknown(List<Library> found, List<String> others) {
    var files = new LinkedHashMap<String, Path>();
    for (Library library : found) {
      String own = ownVersion(library.name());
      if (own != null) {
        if (!own.equals(library.version())) {
          others.add(
              library.name()
                  + " is part of Gradus as "
                  + own
                  + " (asked: "
                  + library.version()
                  + ")");
        }
        continue;
      }
      String known = versions.putIfAbsent(library.name(), library.version());
      if (known == null) {
        files.put(library.name(), library.file());
      } else if (!known.equals(library.version())) {
        others.add(library.name() + " stays " + known + " (asked: " + library.version() + ")");
      }
    }
    return List.copyOf(files.values());
  }

  /// The version that this application has of a library, and that every cell sees first; null for
  /// none.
  private static @Nullable String ownVersion(String library) {
    String[] names = library.split(":", -1);
    if (names.length != 2) {
      return null; // a variant
    }
    String file = "META-INF/maven/" + names[0] + "/" + names[1] + "/pom.properties";
    ClassLoader loader = MavenLibraries.class.getClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(file)) {
      if (in == null) {
        return null;
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String summary(String what, List<Path> added, List<String> others) {
    String names =
        added.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    String count = added.size() == 1 ? "1 jar" : added.size() + " jars";
    String text = added.isEmpty() ? what + ": already there" : "Added " + count + ": " + names;
    return others.isEmpty()
        ? text
        : text
            + "\nA loaded library keeps its version: "
            + String.join(", ", others)
            + ". Restart the kernel to change it.";
  }
}
