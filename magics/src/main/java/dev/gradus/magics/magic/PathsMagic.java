package dev.gradus.magics.magic;

import dev.gradus.engine.Optimizers;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Sgd;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Charts;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.OptimizerPaths;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `%paths valley sgd adam`: the paths of optimizers over a loss of two numbers; short for
/// `paths("valley", (x, y) -> ...).path("sgd", sgd(0.4))`, which takes any loss.
public final class PathsMagic implements Magic<Figure, PathsMagic.Options> {
  private static final double KEPT = 0.8;
  private static final List<String> USUAL =
      List.of("sgd", "momentum", "nesterov", "adaGrad", "rmsProp", "adam");
  private static final Map<String, Double> RATES =
      Map.of(
          "sgd",
          0.4,
          "adagrad",
          0.8,
          "rmsprop",
          0.05,
          "adam",
          0.4,
          "adamw",
          0.4,
          "adadelta",
          5.0,
          "lbfgs",
          1.0);

  /// What can be asked for.
  public record Options(
      @Arg(
              value = "The loss.",
              choices = {"valley", "saddle", "bowl"})
          String loss,
      @Arg("Optimizers, also momentum and nesterov; six usual ones unless given.")
          List<String> optimizers,
      @Option("Learning rate of all; one that suits each unless given.") @Nullable Double lr,
      @Option(value = "How many steps each makes.", byDefault = "40") int steps,
      @Option("Where they start, as -5,-2.") @Nullable String from,
      @Option(
              value = "Deviation of what is added to gradients, as mini-batches do.",
              byDefault = "0")
          double noise) {

    /// Copies the list.
    public Options {
      optimizers = List.copyOf(optimizers);
    }
  }

  /// For ServiceLoader.
  public PathsMagic() {}

  @Override
  public String name() {
    return "paths";
  }

  @Override
  public String summary() {
    return "Draws the paths of optimizers over lines of equal loss.";
  }

  @Override
  public Class<Figure> resultType() {
    return Figure.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Figure run(MagicCall<Options> call) {
    var o = call.options();
    var paths = ground(o.loss()).steps(o.steps()).noise(o.noise());
    if (o.from() != null) {
      double[] place = place(o.from());
      paths = paths.from(place[0], place[1]);
    }
    for (var name : o.optimizers().isEmpty() ? USUAL : o.optimizers()) {
      paths = paths.path(name, optimizer(name, o.lr()));
    }
    return paths.figure();
  }

  private static OptimizerPaths ground(String loss) {
    return switch (loss.toLowerCase(Locale.ROOT)) {
      case "valley" ->
          Charts.paths("valley", (x, y) -> x.square().mul(0.1).add(y.square().mul(2)))
              .range(-6, 3, -3, 3)
              .from(-5, -2);
      case "saddle" ->
          Charts.paths("saddle", (x, y) -> x.square().sub(y.square()).mul(0.5))
              .range(-2, 2, -2, 2)
              .from(-1.6, 0.01);
      case "bowl" ->
          Charts.paths("bowl", (x, y) -> x.square().add(y.square()).mul(0.5))
              .range(-3, 3, -3, 3)
              .from(-2.5, -2);
      default ->
          throw new MagicException(
              "there is no loss "
                  + loss
                  + ". Choose of valley, saddle and bowl, or write paths(\"name\", (x, y) -> ...)");
    };
  }

  private static Optimizer optimizer(String name, @Nullable Double rate) {
    double usual = rate == null ? RATES.getOrDefault(name.toLowerCase(Locale.ROOT), 0.1) : rate;
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "momentum" -> new Sgd(usual).momentum(KEPT);
      case "nesterov" -> new Sgd(usual).nesterov(KEPT);
      default -> Optimizers.named(name, usual);
    };
  }

  private static double[] place(String text) {
    var parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        return new double[] {
          Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip())
        };
      }
    } catch (NumberFormatException e) {
      throw new MagicException("--from takes two numbers, as -5,-2, got " + text, e);
    }
    throw new MagicException("--from takes two numbers, as -5,-2, got " + text);
  }
}
