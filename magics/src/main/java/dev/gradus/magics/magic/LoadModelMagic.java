package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import java.nio.file.Path;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/// `%load_model FILE`: declares a variable with the model that `%save` wrote; short for `var lenet
/// = Model.load(path)`.
public final class LoadModelMagic implements Magic<Model, LoadModelMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The file; the variable is named after it.") Path file,
      @Option("Name of the variable.") @Nullable String as,
      @Option("Class of a layer of your own in it, as Gated.class.") List<Object> own) {}

  /// For ServiceLoader.
  public LoadModelMagic() {}

  @Override
  public String name() {
    return "load_model";
  }

  @Override
  public String summary() {
    return "Loads a saved model and declares a variable for it.";
  }

  @Override
  public Class<Model> resultType() {
    return Model.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public @Nullable String declares(List<String> words) {
    String file = null;
    for (int i = 0; i < words.size(); i++) {
      var word = unquoted(words.get(i));
      if (word.equals("--as")) {
        return i + 1 < words.size() ? unquoted(words.get(i + 1)) : null;
      }
      if (word.startsWith("--as=")) {
        return unquoted(word.substring(5));
      }
      if (word.startsWith("--")) {
        i += word.contains("=") ? 0 : 1;
      } else if (file == null) {
        file = word;
      }
    }
    return file == null || file.contains("{") ? null : variable(file);
  }

  private static String unquoted(String word) {
    return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"")
        ? word.substring(1, word.length() - 1)
        : word;
  }

  /// The file's name without its ending, with `_` for what cannot stand in a name.
  private static String variable(String file) {
    var last = file.replaceAll(".*[/\\\\]", "").replaceAll("(.)\\.[^.]*$", "$1");
    var text = last.replaceAll("[^A-Za-z0-9_]", "_");
    boolean plain =
        !text.isEmpty()
            && !Character.isDigit(text.charAt(0))
            && !SourceVersion.isKeyword(text)
            && !text.equals("_");
    return plain ? text : "model_" + text;
  }

  @Override
  public Model run(MagicCall<Options> call) {
    var own = call.options().own().stream().map(LoadModelMagic::checked).toArray(Class<?>[]::new);
    return Model.load(call.options().file(), own);
  }

  private static Class<?> checked(Object type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    throw new MagicException("--own takes the class of a layer, as Gated.class, got " + type);
  }
}
