package dev.gradus.magics;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.LearningRateFinder;
import dev.gradus.engine.inspect.AttentionTrace;
import dev.gradus.engine.inspect.GradientThroughTime;
import dev.gradus.engine.text.Seq2Seq;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.magics.figure.CellDrawing;
import dev.gradus.magics.figure.DropoutDrawing;
import dev.gradus.magics.figure.FeatureMaps;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Filters;
import dev.gradus.magics.figure.FunctionPlot;
import dev.gradus.magics.figure.Gallery;
import dev.gradus.magics.figure.GateMaps;
import dev.gradus.magics.figure.HeatMap;
import dev.gradus.magics.figure.Images;
import dev.gradus.magics.figure.Lines;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.figure.ModelDiagram;
import dev.gradus.magics.figure.Patches;
import dev.gradus.magics.figure.PoolingWinners;
import dev.gradus.magics.figure.RateCurve;
import dev.gradus.magics.figure.Rows;
import dev.gradus.magics.figure.SaliencyMaps;
import dev.gradus.magics.figure.SlidingWindow;
import dev.gradus.magics.figure.Tiles;
import dev.gradus.magics.figure.TopClasses;
import dev.gradus.magics.figure.UnrolledNet;
import dev.gradus.magics.figure.Variants;
import dev.gradus.magics.figure.WindowFilm;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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

  /// The window of a convolution or of pooling over one image, with the map that it gives; as a
  /// film with `.as(Form.GIF)`; `%windows image --model net --layer conv2d_1`.
  public static Figure windows(Model model, Tensor image, String layer) {
    return WindowFilm.of(model, image, layer, 0, false);
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

  /// What is inside a block of a model as a diagram; `%draw --block`.
  public static Figure diagram(Model model, String block) {
    return ModelDiagram.block(model, block);
  }

  /// The neurons that dropout leaves in a training step for the first sample of its mini-batch;
  /// `%draw --dropout`.
  ///
  /// @param step counted from 0 over all training of the model
  public static Figure dropout(Model model, long step) {
    return DropoutDrawing.of(model, step, 0, 32);
  }

  /// The filters of a layer in other colours; `%filters --colors`.
  public static Figure filters(Model model, String layer, Tiles.Ramp colors) {
    return Filters.of(model, layer, colors);
  }

  /// What max pooling keeps of a map; `%pooling`.
  ///
  /// @param size rows and columns of a window
  public static Figure pooling(Tensor map, int size) {
    return PoolingWinners.of(map, size);
  }

  /// What a max pooling layer keeps of one image's maps; `%pooling`.
  public static Figure pooling(Model model, Tensor image, String layer) {
    return PoolingWinners.of(model, image, layer);
  }

  /// The region of an image that a number of a layer sees; `%field`.
  public static Figure field(Model model, Tensor image, String layer, int row, int column) {
    return Patches.field(model, image, layer, row, column);
  }

  /// A sample and its variants in several epochs; `%augment`.
  ///
  /// @param sample its number
  /// @param count variants
  public static Figure augmented(Dataset data, Augment changes, int sample, int count) {
    return Variants.of(data, changes, sample, count, Context.current().seed());
  }

  /// The first samples with what a model says about them; `%predictions`.
  public static Figure predictions(Model model, Dataset data, int count) {
    return Gallery.predictions(model, data, count);
  }

  /// The first samples with bars for the classes that a model finds most probable; `%predictions
  /// --top 5`.
  ///
  /// @param top bars of each sample
  public static Figure predictions(Model model, Dataset data, int count, int top) {
    return TopClasses.of(model, data, count, top);
  }

  /// The samples that a model takes for something else, the surest first; `%mistakes`.
  public static Figure mistakes(Model model, Dataset data, int count) {
    return Gallery.mistakes(model, data, count);
  }

  /// How much the score of the predicted class changes with every pixel; `%saliency`.
  public static Figure saliency(Model model, Tensor image) {
    return SaliencyMaps.of(model, image, -1);
  }

  /// The same for a class.
  public static Figure saliency(Model model, Tensor image, int target) {
    return SaliencyMaps.of(model, image, target);
  }

  /// Where the maps of a layer speak for the predicted class; `%saliency --grad-cam`.
  public static Figure gradCam(Model model, Tensor image, String layer) {
    return SaliencyMaps.gradCam(model, image, layer, -1);
  }

  /// Images that the units of a layer answer to; `%maximize`.
  public static Figure maximized(Model model, String layer) {
    return SaliencyMaps.maximized(model, layer, List.of(), 64, Context.current().seed());
  }

  /// The parts of images to which each filter of a layer answers most; `%top_patches`.
  public static Figure topPatches(Model model, String layer, Dataset data, int count) {
    return Patches.of(model, layer, data, count);
  }

  /// A recurrent net folded and unrolled; `%unroll`.
  public static Figure unrolled(Model model, int steps) {
    return UnrolledNet.of(model, null, steps);
  }

  /// The inside of an LSTM, GRU or simple recurrent cell with the numbers of a unit at a step;
  /// `%cell`.
  ///
  /// @param step from 1
  /// @param unit from 0
  public static Figure recurrentCell(Model model, Tensor sample, String layer, int step, int unit) {
    return CellDrawing.of(model, sample, layer, step, unit);
  }

  /// Gates and states of a recurrent layer over time; `%gates`.
  public static Figure gates(Model model, Tensor sample, String layer) {
    return GateMaps.of(model, sample, layer, List.of(), List.of());
  }

  /// How much of the loss's gradient arrives at each step; `%grad_time`.
  public static Figure gradientThroughTime(String layer, GradientThroughTime gradients) {
    return GateMaps.gradients(layer, gradients.hidden(), gradients.cell());
  }

  /// Where a translation looked, word by word; `%attention`.
  public static Figure attention(Seq2Seq.Alignment alignment) {
    return GateMaps.alignment(
        "Attention of the translation",
        alignment.target(),
        alignment.source(),
        alignment.weights());
  }

  /// Where an attention layer looks for one sample; `%attention`.
  ///
  /// @param sample of the batch
  public static Figure attention(AttentionTrace trace, int sample) {
    int queries = trace.weights().shape().dim(1);
    int keys = trace.weights().shape().dim(2);
    return GateMaps.alignment(
        "Attention of " + trace.layer(),
        IntStream.rangeClosed(1, queries).mapToObj(String::valueOf).toList(),
        IntStream.rangeClosed(1, keys).mapToObj(String::valueOf).toList(),
        IntStream.range(0, queries).mapToObj(q -> trace.row(sample, q)).toList());
  }
}
