package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.DropoutDrawing;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.ModelDiagram;
import org.jspecify.annotations.Nullable;

/// `%draw MODEL`: its diagram; short for `diagram(model)`, with `--as mermaid` for
/// `diagram(model).as(Form.MERMAID)`.
public final class DrawMagic implements Magic<Figure, DrawMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Option("Boxes also for a net of dense layers alone.") boolean boxes,
      @Option("What is inside a block, by its name, as residual_1.") @Nullable String block,
      @Option("Cross out what dropout drops in this mini-batch, counted from 0.")
          @Nullable Long dropout,
      @Option(value = "For --dropout: number of the sample in the mini-batch.", byDefault = "0")
          int sample,
      @Option(value = "For --dropout: samples of the mini-batch.", byDefault = "32") int batch,
      @Option(
              value = "Text instead of the picture: for Mermaid, or for LaTeX with TikZ.",
              choices = {"mermaid", "latex"})
          @Nullable String as) {}

  /// For ServiceLoader.
  public DrawMagic() {}

  @Override
  public String name() {
    return "draw";
  }

  @Override
  public String summary() {
    return "Draws a model as a diagram.";
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
    return FormArgument.of(figure(call.options()), call.options().as());
  }

  private static Figure figure(Options o) {
    if (o.dropout() != null) {
      return DropoutDrawing.of(o.model(), o.dropout(), o.sample(), o.batch());
    }
    if (o.block() != null) {
      return Figures.diagram(o.model(), o.block());
    }
    return o.boxes() ? ModelDiagram.boxes(o.model()) : Figures.diagram(o.model());
  }
}
