package dev.gradus.magics;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.LearningRateFinder;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.magics.figure.FeatureMaps;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Filters;
import dev.gradus.magics.figure.FunctionPlot;
import dev.gradus.magics.figure.HeatMap;
import dev.gradus.magics.figure.Images;
import dev.gradus.magics.figure.Lines;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.figure.ModelDiagram;
import dev.gradus.magics.figure.RateCurve;
import dev.gradus.magics.figure.Rows;
import dev.gradus.magics.figure.SlidingWindow;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Every figure as a call; imported into every session. Each magic that draws is a short spelling
/// of one of these.
public final class Figures {
  private Figures() {}

  /// Loss and accuracy of a training run; `%plot_loss`.
  public static Figure lossCurve(History history) {
    return LossCurve.of(history);
  }

  /// Loss and accuracy of a model's last training run.
  public static Figure lossCurve(Model model) {
    return LossCurve.of(
        model
            .history()
            .orElseThrow(() ->
                new MagicsException(
                    model.name()
                        + " has not been trained yet. Train it first, for example %train model"
                        + " data --epochs 3.")));
  }

  /// Several training runs in one chart, by their models' names.
  public static Figure lossCurve(History... histories) {
    var runs = List.of(histories);
    return LossCurve.of(runs, runs.stream().map(History::model).toList());
  }

  /// The filters of a layer; `%filters`.
  public static Figure filters(Model model, String layer) {
    return Filters.of(model, layer);
  }

  /// What a layer makes of one image; `%feature_maps`.
  public static Figure featureMaps(Model model, Tensor image, String layer) {
    return FeatureMaps.of(model, image, layer);
  }

  /// What a layer makes of the first sample of some data.
  public static Figure featureMaps(Model model, Dataset data, String layer) {
    return FeatureMaps.of(model, Tensor.of(data.inputShape(), data.input(0)), layer);
  }

  /// A tensor as a picture.
  public static Figure image(Tensor tensor) {
    return Images.of(tensor);
  }

  /// The first samples of some data; `%show`.
  public static Figure images(Dataset data, int count) {
    return Images.of(data, count);
  }

  /// A model as a diagram; `%draw`.
  public static Figure diagram(Model model) {
    return ModelDiagram.of(model);
  }

  /// A kernel's window at the first, second and last position over an image of a size; `%windows`.
  public static Figure windows(int height, int width, int kernel, int stride) {
    return SlidingWindow.of(height, width, kernel, stride);
  }

  /// A kernel's window at the first, second and last position over a picture; `%windows`.
  public static Figure windows(Tensor image, int kernel, int stride, int padding) {
    return SlidingWindow.of(image, kernel, stride, padding);
  }

  /// Which class is taken for which, as a heat map; `%confusion`.
  public static Figure confusion(ConfusionMatrix matrix) {
    return HeatMap.of(matrix);
  }

  /// Loss against learning rate; `%lr_find`.
  public static Figure learningRates(LearningRateFinder.Curve curve) {
    return RateCurve.of(curve);
  }

  /// A chart to which lines are added: `lines("title", "x", "y").line("MLP", xs, ys)`.
  public static Lines lines(String title, String xTitle, String yTitle) {
    return Lines.titled(title, xTitle, yTitle);
  }

  /// A table to which rows are added: `table("n", "output").row(28, 24)`.
  public static Rows table(String... header) {
    return Rows.of(header);
  }

  /// A function of one number with its derivative from -4 to 4; `%plot_fn`.
  public static Figure function(String name, UnaryOperator<Tensor> function) {
    return function(name, function, -4, 4);
  }

  /// A function of one number with its derivative over a range.
  public static Figure function(
      String name, UnaryOperator<Tensor> function, double from, double to) {
    return FunctionPlot.of(Map.of(name, function), from, to, true);
  }
}
