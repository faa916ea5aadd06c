package dev.gradus.kernel.session;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds files by patterns such as `lib/*.jar`, as IJava's class path settings have them. `*` and
/// `?` stand for characters of one name, `**` for folders too; `~/` is the home folder.
public final class PathPatterns {
  private PathPatterns() {}

  /// The files and folders that fit a pattern, sorted; empty if there are none.
  public static List<Path> find(String pattern) throws IOException {
    String full =
        pattern.startsWith("~/")
            ? System.getProperty("user.home", "") + pattern.substring(1)
            : pattern;
    int wild = firstWild(full);
    if (wild < 0) {
      Path path = Path.of(full);
      return Files.exists(path) ? List.of(path.toAbsolutePath().normalize()) : List.of();
    }
    int slash = full.lastIndexOf('/', wild);
    Path root = Path.of(slash < 0 ? "" : full.substring(0, slash + 1)).toAbsolutePath().normalize();
    String rest = full.substring(slash + 1);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/", -1).length;
    try (Stream<Path> files = Files.walk(root, depth)) {
      return files.filter(file -> matcher.matches(root.relativize(file))).sorted().toList();
    }
  }

  /// The files and folders of a list of patterns, folders replaced by the files in them.
  public static List<Path> findFiles(String pattern) throws IOException {
    var files = new ArrayList<Path>();
    for (Path path : find(pattern)) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static int firstWild(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?{[".indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
