package dev.gradus.engine.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Everything public in the engine has a documentation comment: types, methods, constructors,
/// constants, and each component of a record; and it says what it refuses and how large arrays are.
/// Internal packages are not for users and left out.
class DocumentedTest {
  static Comments comments() throws IOException {
    try (var files = Files.walk(Path.of("src", "main", "java"))) {
      return Comments.of(files.filter(f -> f.toString().endsWith(".java")).toList());
    }
  }

  @Test
  void nothingPublicIsWithoutAComment() throws IOException {
    var comments = comments();
    assertTrue(comments.types().size() > 200, "too few to be all: " + comments.types().size());
    assertEquals(new TreeSet<String>(), comments.missing());
  }

  /// Faults of the engine itself, which no caller can cause, need not be named, nor what the
  /// compiler makes a method declare or catch.
  private static final Set<String> FAULTS = Set.of("IllegalStateException", "Flaw", "IOException");

  /// They hand on arguments that cannot be refused.
  private static final Set<String> SAFE =
      Set.of("Tensor.of(float...)", "backend.CpuBackends.create()", "data.Datasets.digits()");

  /// Who refuses says with what: in its own comment, or its type does under "Errors:".
  @Test
  void everyRefusalIsNamed() throws IOException {
    var unsaid = new TreeSet<String>();
    for (var member : members()) {
      var said = member.comment() + errors(member.around());
      for (var exception : member.refusals()) {
        boolean general = exception.equals("ShapeException") || exception.equals("DataException");
        if (!FAULTS.contains(exception)
            && !SAFE.contains(member.name())
            && !said.contains(exception)
            && !(general && said.contains("GradusException"))) {
          unsaid.add(member.name() + ": " + exception);
        }
      }
    }
    assertEquals("", String.join("\n", unsaid));
  }

  private static List<Comments.Member> members() throws IOException {
    var members = comments().members();
    assertTrue(members.size() > 1_000, "too few to be all: " + members.size());
    assertTrue(members.stream().filter(m -> !m.refusals().isEmpty()).count() > 100);
    return members;
  }

  private static String errors(String around) {
    return around
        .lines()
        .dropWhile(line -> !line.contains("Errors: "))
        .collect(Collectors.joining("\n"));
  }

  private static final Pattern ARRAY = Pattern.compile("\\b(float|double|int|long|byte)\\[\\]");

  private static final Pattern EXTENT =
      Pattern.compile(
          "\\[[^\\]#]*\\]|[Ss]hape|[Ss]ize|[Ll]ength|as many|(for|of|per) (each|every|all)|[Ee]very |"
              + "[Ee]ach |row-major|same order|in order|[Ll]ist of|[Oo]ne for");

  /// Who takes or gives an array says how many numbers it has or what each of them belongs to.
  @Test
  void everyArrayHasAnExtent() throws IOException {
    var unsaid = new TreeSet<String>();
    for (var member : members()) {
      boolean array = ARRAY.matcher(member.gives() + " " + String.join(" ", member.takes())).find();
      if (array && !EXTENT.matcher(member.comment()).find()) {
        unsaid.add(member.name());
      }
    }
    assertEquals("", String.join("\n", unsaid));
  }
}
