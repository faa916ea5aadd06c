package dev.gradus.magics;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.History;
import dev.gradus.magics.figure.FeatureMaps;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Filters;
import dev.gradus.magics.figure.Images;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.figure.ModelDiagram;
import dev.gradus.magics.figure.SlidingWindow;
import java.util.List;

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
}
