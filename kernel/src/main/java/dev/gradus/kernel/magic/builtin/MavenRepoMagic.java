package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.PlainText;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.maven.MavenLibraries;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `%mavenRepo ID URL`: asks one more Maven repository from here on; without arguments, lists them.
public final class MavenRepoMagic implements Magic<PlainText, MavenRepoMagic.Options> {
  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  private final String name;

  /// The repository.
  public record Options(
      @Arg(value = "A name for the repository.", optional = true) @Nullable String id,
      @Arg(value = "Its address.", optional = true) @Nullable String url) {}

  /// Under one of its names.
  MavenRepoMagic(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "take libraries from one more Maven repository";
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
  public @Nullable PlainText run(MagicCall<Options> call) {
    var resolver = MavenLibraries.of(call.session()).resolver();
    String id = call.options().id();
    String url = call.options().url();
    if (id == null) {
      return new PlainText(String.join("\n", resolver.repositories()));
    }
    if (url == null || !isAddress(url)) {
      throw new MagicException(
          (url == null ? "the address is missing" : url + " is no address of a repository")
              + ". Write %"
              + name
              + " jitpack https://jitpack.io");
    }
    resolver.addRepository(id, url);
    return null;
  }

  private static boolean isAddress(String url) {
    try {
      String scheme = URI.create(url).getScheme();
      return scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
