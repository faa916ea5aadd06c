package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.maven.Coordinates;
import dev.gradus.kernel.maven.MavenException;
import dev.gradus.kernel.maven.MavenLibraries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%maven GROUP:ARTIFACT:VERSION...`: adds libraries from Maven repositories, with everything they
/// need at run time, to the class path of the lines below. IJava's long names work too.
public final class MavenMagic implements Magic<Void, MavenMagic.Options> {
  private final String name;

  /// What to add.
  public record Options(
      @Arg("Libraries, as group:artifact:version or group:artifact:packaging:classifier:version.")
          List<String> libraries) {}

  /// Under one of its names.
  MavenMagic(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "add libraries from Maven Central, with all they need";
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
  public @Nullable Void run(MagicCall<Options> call) {
    if (call.options().libraries().isEmpty()) {
      throw new MagicException(
          "name a library, as %" + name + " org.apache.commons:commons-lang3:3.20.0");
    }
    try {
      List<Coordinates> wanted =
          call.options().libraries().stream().map(Coordinates::parse).toList();
      MavenLibraries.of(call.session()).add(call.session(), call.outputs(), wanted);
      return null;
    } catch (MavenException | IllegalArgumentException e) {
      throw new MagicException(String.valueOf(e.getMessage()), e);
    }
  }
}
