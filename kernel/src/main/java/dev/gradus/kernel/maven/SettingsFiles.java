package dev.gradus.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/// The files `settings.xml` that Maven reads.
///
/// @param files the most important first; those that do not exist count as empty
/// @param env the environment, for `${env.NAME}`
record SettingsFiles(List<Path> files, Map<String, String> env) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.-]+)}");

  /// The user's own, then that of the Maven that `MAVEN_HOME`, `M2_HOME` or the `PATH` names.
  static SettingsFiles standard(Path home, Map<String, String> env) {
    List<Path> files = new ArrayList<>();
    files.add(home.resolve(".m2").resolve("settings.xml"));
    Path maven = maven(env);
    if (maven != null) {
      files.add(maven.resolve("conf").resolve("settings.xml"));
    }
    return new SettingsFiles(files, env);
  }

  private static @Nullable Path maven(Map<String, String> env) {
    for (String name : List.of("MAVEN_HOME", "M2_HOME")) {
      String home = env.getOrDefault(name, "");
      if (!home.isEmpty()) {
        return Path.of(home);
      }
    }
    String separator = Pattern.quote(File.pathSeparator);
    for (String folder : env.getOrDefault("PATH", "").split(separator, -1)) {
      for (String program : List.of("mvn", "mvn.cmd")) {
        try {
          Path file = Path.of(folder, program);
          if (!folder.isEmpty() && Files.isRegularFile(file)) {
            Path bin = file.toRealPath().getParent();
            return bin == null ? null : bin.getParent();
          }
        } catch (IOException | java.nio.file.InvalidPathException e) {
          // Maven is not to be found by this entry
        }
      }
    }
    return null;
  }

  /// What they say together.
  Settings read() {
    Settings all = new Settings();
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        add(all, read(file));
      }
    }
    return all;
  }

  private Settings read(Path file) {
    try {
      return new SettingsXpp3Reader().read(new StringReader(filled(Files.readString(file))), false);
    } catch (IOException | XmlPullParserException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("Maven's " + file + " cannot be read: " + why, e);
    }
  }

  /// With the values of `${env.NAME}` and `${system.property}`; what is unknown stays.
  private String filled(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group())));
  }

  private String value(String name, String otherwise) {
    String value = name.startsWith("env.") ? env.get(name.substring(4)) : System.getProperty(name);
    return value == null
        ? otherwise
        : value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// Adds what less important settings say: of two with the same id the first counts.
  private static void add(Settings all, Settings more) {
    if (all.getLocalRepository() == null) {
      all.setLocalRepository(more.getLocalRepository());
    }
    all.setOffline(all.isOffline() || more.isOffline());
    more.getMirrors().stream()
        .filter(m -> all.getMirrors().stream().noneMatch(k -> k.getId().equals(m.getId())))
        .forEach(all::addMirror);
    more.getProxies().stream()
        .filter(p -> all.getProxies().stream().noneMatch(k -> k.getId().equals(p.getId())))
        .forEach(all::addProxy);
    more.getServers().stream()
        .filter(s -> all.getServers().stream().noneMatch(k -> k.getId().equals(s.getId())))
        .forEach(all::addServer);
    more.getProfiles().stream()
        .filter(p -> all.getProfiles().stream().noneMatch(k -> k.getId().equals(p.getId())))
        .forEach(all::addProfile);
    more.getActiveProfiles().stream()
        .filter(name -> !all.getActiveProfiles().contains(name))
        .forEach(all::addActiveProfile);
  }
}
