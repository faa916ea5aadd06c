package dev.gradus.magics.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.magic.MagicRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/// The documents say what is there: every dependency has its reason, every magic is listed, every
/// path exists.
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("engine", "kernel", "magics", "notebooks", "bench");

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /// Artifacts in the elements of a name, with the modules whose pom has them; `all` is the parent.
  private static void artifacts(String element, Map<String, Set<String>> found) throws Exception {
    for (var place : Stream.concat(Stream.of(""), MODULES.stream()).toList()) {
      var pom = ROOT.resolve(place).resolve("pom.xml").toFile();
      var elements =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(pom)
              .getElementsByTagName(element);
      for (int i = 0; i < elements.getLength(); i++) {
        var entry = (Element) elements.item(i);
        var id = entry.getElementsByTagName("artifactId").item(0).getTextContent();
        boolean managed =
            entry.getParentNode().getParentNode() instanceof Element above
                && above.getTagName().equals("dependencyManagement");
        if (!id.startsWith("gradus-")) {
          var modules = found.computeIfAbsent(id, _ -> new TreeSet<>());
          if (!managed) {
            modules.add(place.isEmpty() ? "all" : place);
          }
        }
      }
    }
  }

  /// What the tables say: the artifacts of each row with the cell after them.
  private static Map<String, String> documented() throws IOException {
    var rows = new TreeMap<String, String>();
    for (var line : text("docs/dependencies.md").lines().toList()) {
      var cells = line.split("\\|", -1);
      if (cells.length > 4 && cells[2].contains("`")) {
        Pattern.compile("`([^`]+)`")
            .matcher(cells[2])
            .results()
            .forEach(id -> rows.put(id.group(1), cells[3].strip()));
        assertTrue(!cells[cells.length - 2].isBlank(), "no reason: " + line);
      }
    }
    return rows;
  }

  @Test
  void everyDependencyHasItsReasonAndNoOther() throws Exception {
    var used = new TreeMap<String, Set<String>>();
    for (var element : List.of("dependency", "plugin", "path")) {
      artifacts(element, used);
    }
    assertTrue(used.containsKey("nullaway"), "the poms were not read: " + used);
    assertEquals(used.keySet(), documented().keySet());
  }

  @Test
  void librariesAreUsedWhereTheTableSays() throws Exception {
    var used = new TreeMap<String, Set<String>>();
    artifacts("dependency", used);
    var documented = documented();
    used.forEach((id, modules) -> {
      if (!modules.isEmpty() && !modules.contains("all")) {
        var said =
            Arrays.stream(documented.getOrDefault(id, "").split(", *", -1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(modules, said, id);
      }
    });
  }

  @Test
  void theReadmeListsEveryMagic() throws IOException {
    var readme = text("README.md");
    for (var magic : MagicRegistry.load(List.of()).names()) {
      assertTrue(readme.contains("`%" + magic + "`"), "README.md does not list %" + magic);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md"})
  void everyPathExists(String document) throws IOException {
    var paths = new TreeSet<String>();
    Pattern.compile("`([^` ]+)`|\\]\\(([^)#]+)\\)")
        .matcher(text(document))
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(path -> MODULES.contains(path.split("/", -1)[0]) || path.startsWith("docs/"))
        .filter(path -> !path.contains("/target/")) // made by the build
        .forEach(paths::add);
    assertTrue(!paths.isEmpty());
    for (var path : paths) {
      // the files that the instructions invent stand in folders that exist
      boolean invented = path.contains("Swish") || path.contains("Confusion");
      var file = ROOT.resolve(path);
      assertTrue(Files.exists(invented ? file.getParent() : file), document + " names " + path);
    }
  }
}
