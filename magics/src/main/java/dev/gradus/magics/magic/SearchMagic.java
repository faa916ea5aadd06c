package dev.gradus.magics.magic;

import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.Search;
import dev.gradus.engine.diagnose.Trial;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.magics.Charts;
import dev.gradus.magics.figure.Theme;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `%search MODEL DATA`: tries learning rates, batch sizes and optimizers on fresh copies of a
/// model and keeps the scores on validation data, as a chart and a table; short for
/// `Search.random(10).logUniform("lr", 1e-4, 1e-1).run(trial -> ...)`, which searches anything.
public final class SearchMagic implements Magic<Search, SearchMagic.Options> {
  private static final String RATE = "lr";
  private static final String BATCH = "batch";
  private static final String OPTIMIZER = "optimizer";
  private static final int SAMPLES = 32;

  /// What can be asked for.
  public record Options(
      @Arg("The model; it is not changed, each trial trains a copy with new weights.") Model model,
      @Arg("Data: a pair, whose test part is left alone, a data set or a corpus.") Object data,
      @Option(value = "How many trials, or values of the rate with --grid.", byDefault = "10")
          int trials,
      @Option("Try all combinations in place of drawing them.") boolean grid,
      @Option(value = "The lowest and highest learning rate.", byDefault = "1e-4:1e-1") String lr,
      @Option("Batch sizes to choose of, as 16,32,64; 32 unless given.") @Nullable String batch,
      @Option("Optimizers to choose of, as sgd,adam; adam unless given.")
          @Nullable String optimizer,
      @Option(value = "Passes over the data of each trial.", byDefault = "1") int epochs,
      @Option(value = "Share of the data to measure on.", byDefault = "0.2") double validation,
      @Option(value = "Seed of what is drawn.", byDefault = "42") long seed,
      @Option("Only the table, no picture.") boolean noFigure) {}

  /// For ServiceLoader.
  public SearchMagic() {}

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String summary() {
    return "Tries learning rates, batch sizes and optimizers; shows the scores.";
  }

  @Override
  public Class<Search> resultType() {
    return Search.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Search run(MagicCall<Options> call) {
    var o = call.options();
    if (!(o.validation() > 0 && o.validation() < 1)) {
      throw new MagicException(
          "--validation is a share above 0 and below 1 of the data, got " + o.validation());
    }
    var word = call.words().getOrDefault("data", "data");
    var parts = DataArgument.parts(o.data(), word, o.model(), DataArgument.ROWS);
    var held = parts.text() ? parts.held() : null;
    var split = parts.train().split(1 - o.validation(), o.seed());
    var train = held == null ? split.train() : parts.train();
    var measured = held == null ? split.test() : held;
    var search = search(o);
    boolean classes = measured.isClassification();
    if (!classes) {
      search.smallerIsBetter();
    }
    int trials = search.trials().size();
    var live = new Live(call.outputs(), trials, UUID.randomUUID().toString());
    call.outputs().display(MimeBundle.text(trials + " trials"), live.id());
    try {
      search.run(trial -> {
        double score = score(o, trial, train, measured, classes);
        live.done(trial, score);
        return score;
      });
    } catch (InterruptedRunException e) {
      picture(call.outputs(), search, o.noFigure());
      throw e;
    }
    picture(call.outputs(), search, o.noFigure());
    return search;
  }

  private static Search search(Options o) {
    var range = numbers("--lr", o.lr(), ":");
    if (range.length != 2) {
      throw new MagicException(
          "--lr takes the lowest and highest rate, as 1e-4:1e-1, got " + o.lr());
    }
    var search = (o.grid() ? Search.grid(o.trials()) : Search.random(o.trials())).seed(o.seed());
    search.logUniform(RATE, range[0], range[1]);
    if (o.batch() != null) {
      var sizes = Arrays.stream(numbers("--batch", o.batch(), ","));
      search.choice(BATCH, sizes.<Object>mapToObj(n -> (int) n).toArray());
    }
    if (o.optimizer() != null) {
      var names = o.optimizer().split(",", -1);
      Arrays.stream(names).forEach(Optimizers::named);
      search.choice(OPTIMIZER, (Object[]) names);
    }
    return search;
  }

  private static double[] numbers(String option, String text, String between) {
    try {
      return Arrays.stream(text.split(between, -1))
          .mapToDouble(n -> Double.parseDouble(n.strip()))
          .toArray();
    } catch (NumberFormatException e) {
      throw new MagicException(option + " " + text + " holds something that is no number", e);
    }
  }

  private static double score(
      Options o, Trial trial, Dataset train, Dataset measured, boolean classes) {
    var copy = o.model().named(o.model().name()).on(o.model().device()).seed(o.model().seed());
    var name = trial.values().containsKey(OPTIMIZER) ? trial.text(OPTIMIZER) : "adam";
    copy.train(train)
        .optimizer(Optimizers.named(name, trial.real(RATE)))
        .batchSize(trial.values().containsKey(BATCH) ? trial.whole(BATCH) : SAMPLES)
        .epochs(o.epochs())
        .run();
    var found = copy.evaluate(measured);
    return classes ? found.accuracy() : found.loss();
  }

  private static void picture(Outputs outputs, Search search, boolean none) {
    boolean any = search.outcomes().stream().anyMatch(t -> Double.isFinite(t.score()));
    if (any && !none && Theme.hasFonts()) {
      outputs.display(Charts.searchResults(search).bundle(), null);
    }
  }

  /// One line that says how far the search is.
  private record Live(Outputs outputs, int trials, String id) {
    void done(Trial trial, double score) {
      outputs.updateDisplay(
          id,
          MimeBundle.text(
              String.format(
                  Locale.ROOT, "trial %d of %d: score %.4f", trial.number(), trials, score)));
    }
  }
}
