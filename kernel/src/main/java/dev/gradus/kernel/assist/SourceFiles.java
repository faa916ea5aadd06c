package dev.gradus.kernel.assist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// The source of a class: out of the JDK's `src.zip`, out of the folder `META-INF/sources` of its
/// own jar, or out of `NAME-sources.jar` beside its jar.
final class SourceFiles implements AutoCloseable {
  private static final String OWN = "META-INF/sources/";

  private final Path jdk;
  private final Map<Path, ZipFile> open = new HashMap<>();

  /// @param jdk where the JDK keeps its sources
  SourceFiles(Path jdk) {
    this.jdk = jdk;
  }

  /// Those of the JDK that runs.
  static SourceFiles standard() {
    return new SourceFiles(Path.of(System.getProperty("java.home"), "lib", "src.zip"));
  }

  /// The text of the file that declares a top-level class.
  synchronized Optional<String> read(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".java";
    try {
      if (type.getModule().isNamed()) {
        return inZip(jdk, type.getModule().getName() + "/" + file);
      }
      ClassLoader loader = type.getClassLoader();
      try (InputStream in = loader == null ? null : loader.getResourceAsStream(OWN + file)) {
        if (in != null) {
          return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      Path beside = sourcesJar(type);
      return beside == null ? Optional.empty() : inZip(beside, file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Path sourcesJar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      String name = String.valueOf(jar.getFileName());
      return name.endsWith(".jar")
          ? jar.resolveSibling(name.replace(".jar", "-sources.jar"))
          : null;
    } catch (java.net.URISyntaxException | RuntimeException e) {
      return null;
    }
  }

  /// The zip files stay open: to read the list of what `src.zip` holds takes longer than all else.
  private Optional<String> inZip(Path zip, String name) throws IOException {
    ZipFile file = open.get(zip);
    if (file == null) {
      if (!Files.isRegularFile(zip)) {
        return Optional.empty();
      }
      file = new ZipFile(zip.toFile());
      open.put(zip, file);
    }
    ZipEntry entry = file.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = file.getInputStream(entry)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public synchronized void close() {
    for (ZipFile file : open.values()) {
      try {
        file.close();
      } catch (IOException e) {
        // it was only read
      }
    }
    open.clear();
  }
}
