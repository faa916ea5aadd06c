package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.PlainText;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.session.PathPatterns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// `%jars PATTERN...`: adds jars to the class path of the lines below. A folder stands for the jars
/// in it.
public final class JarsMagic implements Magic<PlainText, JarsMagic.Options> {

  /// What to add.
  public record Options(
      @Arg("Jars, folders of jars, or patterns such as lib/*.jar.") List<String> patterns) {}

  @Override
  public String name() {
    return "jars";
  }

  @Override
  public String summary() {
    return "add jars to the class path";
  }

  @Override
  public Class<PlainText> resultType() {
    return PlainText.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public PlainText run(MagicCall<Options> call) throws IOException {
    if (call.options().patterns().isEmpty()) {
      throw new MagicException("name a jar, as %jars lib/*.jar");
    }
    var jars = new ArrayList<Path>();
    for (String pattern : call.options().patterns()) {
      List<Path> found =
          PathPatterns.findFiles(pattern).stream()
              .filter(file -> file.toString().endsWith(".jar"))
              .toList();
      if (found.isEmpty()) {
        throw new MagicException(
            "there is no jar " + pattern + " below " + Path.of("").toAbsolutePath());
      }
      jars.addAll(found);
    }
    List<Path> added = call.session().addClassPath(jars);
    String names =
        added.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    return new PlainText(
        added.isEmpty()
            ? "already there"
            : "Added " + (added.size() == 1 ? "1 jar: " : added.size() + " jars: ") + names);
  }
}
