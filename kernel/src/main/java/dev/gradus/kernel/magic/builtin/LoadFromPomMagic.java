package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.maven.MavenException;
import dev.gradus.kernel.maven.MavenLibraries;
import dev.gradus.kernel.maven.MavenResolver;
import dev.gradus.kernel.maven.Pom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%loadFromPOM FILE [SCOPE...]` and `%%loadFromPOM [SCOPE...]`: adds the dependencies of a POM,
/// or of the part of one that the cell holds.
public final class LoadFromPomMagic implements Magic<Void, LoadFromPomMagic.Options> {

  /// Where the dependencies are.
  public record Options(
      @Arg(value = "A POM file (not with %%).", optional = true) @Nullable String file,
      @Arg("Scopes to take: compile and runtime if none is given.") List<String> scopes) {}

  @Override
  public String name() {
    return "loadFromPOM";
  }

  @Override
  public String summary() {
    return "add the dependencies of a Maven POM";
  }

  @Override
  public Class<Void> resultType() {
    return Void.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public boolean wholeCell() {
    return true;
  }

  @Override
  public boolean line() {
    return true;
  }

  @Override
  public @Nullable Void run(MagicCall<Options> call) throws IOException {
    String first = call.options().file();
    var scopes = new ArrayList<String>(call.options().scopes());
    String text = call.body();
    if (text.isBlank()) {
      if (first == null) {
        throw new MagicException(
            "give a POM file, or write %%loadFromPOM and the <dependencies> in the lines below");
      }
      Path file = Path.of(first);
      if (!Files.isRegularFile(file)) {
        throw new MagicException("there is no file " + file.toAbsolutePath());
      }
      text = Files.readString(file);
    } else if (first != null) {
      scopes.addFirst(first);
    }
    try {
      MavenLibraries.of(call.session())
          .add(
              call.session(),
              call.outputs(),
              Pom.read(text),
              scopes.isEmpty() ? MavenResolver.scopes() : scopes);
      return null;
    } catch (MavenException | IllegalArgumentException e) {
      throw new MagicException(String.valueOf(e.getMessage()), e);
    }
  }
}
