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

/// `%classpath [PATH...]`: adds folders of classes and jars to the class path of the lines below,
/// and prints what was added to it so far.
public final class ClasspathMagic implements Magic<PlainText, ClasspathMagic.Options> {

  /// What to add.
  public record Options(
      @Arg("Folders of classes, jars, or patterns; none to print.") List<String> patterns) {}

  @Override
  public String name() {
    return "classpath";
  }

  @Override
  public String summary() {
    return "add folders and jars to the class path, or print what was added";
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
    var paths = new ArrayList<Path>();
    for (String pattern : call.options().patterns()) {
      List<Path> found = PathPatterns.find(pattern);
      if (found.isEmpty()) {
        throw new MagicException(
            "there is no file " + pattern + " below " + Path.of("").toAbsolutePath());
      }
      paths.addAll(found);
    }
    call.session().addClassPath(paths);
    List<Path> all = call.session().addedClassPath();
    return new PlainText(
        all.isEmpty()
            ? "nothing was added to the class path"
            : all.stream().map(Path::toString).collect(Collectors.joining("\n")));
  }
}
