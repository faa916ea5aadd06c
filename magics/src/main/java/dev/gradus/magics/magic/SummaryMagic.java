package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Summary;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import org.jspecify.annotations.Nullable;

/// `%summary MODEL`: the table of its layers; short for `model.summary()`, with `--as latex` for
/// `model.summary().as(Summary.Form.LATEX)` and `--verbose` for `model.summary(true)`.
public final class SummaryMagic implements Magic<Summary, SummaryMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Option(
              value = "The table as text for Markdown, or for LaTeX with booktabs.",
              choices = {"markdown", "latex", "mermaid"})
          @Nullable String as,
      @Option("Also which kernels each convolution gets.") boolean verbose) {}

  /// For ServiceLoader.
  public SummaryMagic() {}

  @Override
  public String name() {
    return "summary";
  }

  @Override
  public String summary() {
    return "Lists layers, shapes, parameters and work of a model.";
  }

  @Override
  public Class<Summary> resultType() {
    return Summary.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Summary run(MagicCall<Options> call) {
    var summary = call.options().model().summary(call.options().verbose());
    return switch (call.options().as()) {
      case "markdown" -> summary.as(Summary.Form.MARKDOWN);
      case "latex" -> summary.as(Summary.Form.LATEX);
      case "mermaid" ->
          throw new MagicException(
              "a summary is a table, and Mermaid draws graphs. Take %draw "
                  + call.words().getOrDefault("model", "model")
                  + " --as mermaid, or --as markdown for the table");
      case null, default -> summary;
    };
  }
}
