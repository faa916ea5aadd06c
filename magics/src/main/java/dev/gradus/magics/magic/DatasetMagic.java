package dev.gradus.magics.magic;

import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.data.Datasets;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Images;
import dev.gradus.magics.figure.Theme;
import dev.gradus.magics.internal.DownloadBar;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/// `%dataset NAME`: loads a data set and declares a variable for it; short for
/// `Datasets.named(NAME)` and `Datasets.idx(folder)`.
public final class DatasetMagic implements Magic<DatasetPair, DatasetMagic.Options> {
  private static final int SAMPLES = 20;

  /// What can be asked for.
  public record Options(
      @Arg("Name of the data, digits or mnist, or a folder of IDX files.") String name,
      @Option("Name of the variable.") @Nullable String as,
      @Option("Keep so many samples to train with.") @Nullable Integer train,
      @Option("Keep so many samples to test with.") @Nullable Integer test,
      @Option("A border of zeros of so many pixels.") @Nullable Integer pad,
      @Option("Seed of the digits that are drawn.") @Nullable Long seed,
      @Option("Show nothing.") boolean quiet) {}

  /// For ServiceLoader.
  public DatasetMagic() {}

  @Override
  public String name() {
    return "dataset";
  }

  @Override
  public String summary() {
    return "Loads a data set and declares a variable for it.";
  }

  @Override
  public Class<DatasetPair> resultType() {
    return DatasetPair.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public @Nullable String declares(List<String> words) {
    String name = null;
    for (int i = 0; i < words.size(); i++) {
      var word = unquoted(words.get(i));
      if (word.equals("--as")) {
        return i + 1 < words.size() ? unquoted(words.get(i + 1)) : null;
      }
      if (word.startsWith("--as=")) {
        return unquoted(word.substring(5));
      }
      if (word.startsWith("--")) {
        i += word.equals("--quiet") || word.contains("=") ? 0 : 1;
      } else if (name == null) {
        name = word;
      }
    }
    return name == null ? null : variable(name);
  }

  private static String unquoted(String word) {
    return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"")
        ? word.substring(1, word.length() - 1)
        : word;
  }

  /// The last part of a path, with `_` for what cannot stand in a name.
  private static @Nullable String variable(String name) {
    if (name.contains("{")) {
      return null;
    }
    var last = name.replaceAll("[/\\\\]+$", "").replaceAll(".*[/\\\\]", "");
    var text = last.replaceAll("[^A-Za-z0-9_]", "_");
    text = text.isEmpty() || Character.isDigit(text.charAt(0)) ? "data_" + text : text;
    return SourceVersion.isKeyword(text) || text.equals("_")
        ? "data_" + text
        : isPath(name) ? text : text.toLowerCase(Locale.ROOT);
  }

  private static boolean isPath(String name) {
    return name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..");
  }

  @Override
  public DatasetPair run(MagicCall<Options> call) {
    var options = call.options();
    var pair = load(call);
    if (options.train() != null || options.test() != null) {
      pair =
          pair.take(
              options.train() == null ? pair.train().size() : options.train(),
              options.test() == null ? pair.test().size() : options.test());
    }
    if (options.pad() != null) {
      pair = pair.pad(options.pad());
    }
    if (!options.quiet()) {
      show(call, pair);
    }
    return pair;
  }

  private static DatasetPair load(MagicCall<Options> call) {
    var options = call.options();
    var name = options.name();
    boolean digits = name.equalsIgnoreCase("digits");
    if (options.seed() != null && !digits) {
      throw new MagicException(
          "--seed is for digits, which are drawn by a program; " + name + " is read from files.");
    }
    if (isPath(name)) {
      return Datasets.idx(Path.of(name));
    }
    if (digits && (options.seed() != null || options.train() != null || options.test() != null)) {
      return Datasets.digits(
          options.train() == null ? 6000 : options.train(),
          options.test() == null ? 2000 : options.test(),
          options.seed() == null ? 42 : options.seed());
    }
    return Datasets.named(name, new DownloadBar(call.outputs()));
  }

  private static void show(MagicCall<Options> call, DatasetPair pair) {
    var outputs = call.outputs();
    if (Theme.hasFonts() && Images.isImage(pair.train().inputShape())) {
      var figure = Images.of(pair.train(), SAMPLES);
      var bundle = figure.bundle();
      outputs.display(bundle.with("text/plain", pair + "\n" + figure.facts()), null);
    } else {
      outputs.display(dev.gradus.kernel.display.MimeBundle.text(pair.toString()), null);
    }
  }
}
