package dev.gradus.magics.magic;

import dev.gradus.engine.Context;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Variants;
import org.jspecify.annotations.Nullable;

/// `%augment DATA`: random variants of a sample; short for `augmented(data,
/// Augment.none().shift(2), 0, 23)`.
public final class AugmentMagic implements Magic<Figure, AugmentMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("A data set, or a pair, whose training part is taken.") Object data,
      @Option(value = "Variants: one for each epoch.", byDefault = "23") int n,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample,
      @Option(
              "Changes as an expression, as Augment.none().shift(2); the options below unless given.")
          @Nullable Augment changes,
      @Option("Shift by up to so many pixels.") @Nullable Integer shift,
      @Option("Turn by up to so many degrees.") @Nullable Double rotate,
      @Option("Enlarge or reduce by up to this factor, as 1.2.") @Nullable Double zoom,
      @Option("Cut out at least this share of height and width.") @Nullable Double crop,
      @Option("Bend with this strength, as 34.") @Nullable Double elastic,
      @Option("Exchange left and right, every second time.") boolean flip,
      @Option("Add up to this number to all pixels.") @Nullable Double brightness,
      @Option("Add noise of this deviation.") @Nullable Double noise,
      @Option("Seed of the changes; that of the session unless given.") @Nullable Long seed) {}

  /// For ServiceLoader.
  public AugmentMagic() {}

  @Override
  public String name() {
    return "augment";
  }

  @Override
  public String summary() {
    return "Shows a sample in random variants, as training would see it.";
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
    long seed = o.seed() == null ? Context.current().seed() : o.seed();
    var data =
        switch (o.data()) {
          case Dataset all -> all;
          case DatasetPair pair -> pair.train();
          default ->
              throw new MagicException(
                  call.words().getOrDefault("data", "the data")
                      + " is a "
                      + o.data().getClass().getSimpleName()
                      + ". Only a Dataset or a DatasetPair can be augmented");
        };
    return Variants.of(data, changes(o), o.sample(), o.n(), seed);
  }

  /// The changes asked for; without any a shift and a turn that suit most pictures.
  private static Augment changes(Options o) {
    if (o.changes() != null) {
      return o.changes();
    }
    var all = Augment.none();
    all = o.shift() == null ? all : all.shift(o.shift());
    all = o.rotate() == null ? all : all.rotate(o.rotate());
    all = o.zoom() == null ? all : zoomed(all, o.zoom());
    all = o.crop() == null ? all : all.crop(o.crop());
    all = o.elastic() == null ? all : all.elastic(o.elastic(), 4);
    all = o.flip() ? all.flip() : all;
    all = o.brightness() == null ? all : all.brightness(o.brightness());
    all = o.noise() == null ? all : all.noise(o.noise());
    return all.changes().isEmpty() ? all.shift(2).rotate(15) : all;
  }

  private static Augment zoomed(Augment all, double factor) {
    return factor >= 1 ? all.zoom(1 / factor, factor) : all.zoom(factor, 1 / factor);
  }
}
