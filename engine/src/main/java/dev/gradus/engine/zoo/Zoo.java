package dev.gradus.engine.zoo;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Spelling;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The networks of this package by name: `Zoo.model("lenet5")`.
///
/// A model from here is a description until its weights are needed: counting the parameters of
/// VGG-19 takes no memory for them.
public final class Zoo {
  private static final Shape DIGITS = Shape.of(1, 28, 28);
  private static final Shape PADDED = Shape.of(1, 32, 32);
  private static final Shape SMALL = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  private static final String LECUN = "LeCun, Bottou, Bengio, Haffner, Proc. IEEE 1998";
  private static final String NIELSEN = "Nielsen, Neural Networks and Deep Learning, 2015, ch. 6";
  private static final String ALEX = "Krizhevsky, Sutskever, Hinton, NIPS 2012";
  private static final String VGG = "Simonyan, Zisserman, ICLR 2015";
  private static final String INCEPTION = "Szegedy et al., CVPR 2015";
  private static final String HE = "He, Zhang, Ren, Sun, CVPR 2016";
  private static final String ZAREMBA = "Zaremba, Sutskever, Vinyals, arXiv:1409.2329, 2014";

  private Zoo() {}

  /// A network.
  ///
  /// @param name as [#model] takes it
  /// @param title what it is
  /// @param input shape of one sample
  /// @param classes scores that it gives
  /// @param parameters numbers that it learns
  /// @param source paper or book
  /// @param builder makes it
  public record Entry(
      String name,
      String title,
      Shape input,
      int classes,
      long parameters,
      String source,
      Supplier<Model> builder) {

    /// A new model.
    public Model model() {
      return builder.get();
    }
  }

  /// All networks, from small to large images.
  public static List<Entry> entries() {
    var all = new ArrayList<>(digits());
    all.addAll(small());
    all.addAll(imagenet());
    all.addAll(text());
    return List.copyOf(all);
  }

  private static List<Entry> digits() {
    return List.of(
        digit("mlp", "dense 784-30-10", 23_860, "Nielsen, 2015, ch. 1", Mlps::mlp),
        digit("first-cnn", "3 maps, one dense layer", 4_408, NIELSEN, NielsenNets::first),
        digit("nielsen-shallow", "dense 784-100-10", 79_510, NIELSEN, NielsenNets::shallow),
        digit("nielsen-1conv", "20 maps, sigmoid", 289_630, NIELSEN, NielsenNets::oneConv),
        digit("nielsen-2conv", "20 and 40 maps, sigmoid", 85_670, NIELSEN, NielsenNets::twoConvs),
        digit("nielsen-relu", "20 and 40 maps, ReLU", 85_670, NIELSEN, NielsenNets::rectified),
        digit("nielsen-extra", "and two dense layers", 95_770, NIELSEN, NielsenNets::extraDense),
        digit("nielsen-final", "wide, with dropout", 1_672_570, NIELSEN, NielsenNets::dropouts),
        digit(
            "tensorflow02", "16 and 36 maps", 242_062, "Hvass-Labs, 2016", Tutorials::tensorflow02),
        lenet("lenet5", "LeNet-5, tanh, average pooling", 61_706, Lenets::lenet5),
        lenet("lenet5-sigmoid", "LeNet-5, sigmoid", 61_706, Lenets::sigmoidLenet5),
        lenet("lenet5-modern", "LeNet-5, ReLU, max-pooling", 61_706, Lenets::modernLenet5),
        lenet("lenet5-1998", "LeNet-5 as in the paper", 60_000, Lenets::original));
  }

  private static Entry digit(
      String name, String title, long parameters, String source, Supplier<Model> builder) {
    return new Entry(name, title, DIGITS, 10, parameters, source, builder);
  }

  private static Entry lenet(String name, String title, long parameters, Supplier<Model> builder) {
    return new Entry(name, title, PADDED, 10, parameters, LECUN, builder);
  }

  private static List<Entry> small() {
    return List.of(
        small("alexnet-mini", "AlexNet for 32x32", 327_274, ALEX, Alexnets::mini),
        small("vgg-mini", "VGG for 32x32", 221_082, VGG, Vggs::mini),
        small("googlenet-mini", "Inception for 32x32", 59_226, INCEPTION, GoogLeNet::mini),
        small("resnet20", "ResNet-20 for 32x32", 272_474, HE, Resnets::resnet20));
  }

  private static Entry small(
      String name, String title, long parameters, String source, Supplier<Model> builder) {
    return new Entry(name, title, SMALL, 10, parameters, source, builder);
  }

  private static List<Entry> imagenet() {
    var large = Shape.of(3, 227, 227);
    return List.of(
        new Entry("alexnet", "AlexNet, 2 groups", large, 1000, 60_965_224, ALEX, Alexnets::alexnet),
        new Entry(
            "alexnet-ungrouped", "AlexNet", large, 1000, 62_378_344, ALEX, Alexnets::ungrouped),
        image("zfnet", "ZFNet", 62_357_608, "Zeiler, Fergus, ECCV 2014", Alexnets::zfnet),
        image("vgg16", "VGG-16", 138_357_544, VGG, Vggs::vgg16),
        image("vgg19", "VGG-19", 143_667_240, VGG, Vggs::vgg19),
        image("googlenet", "GoogLeNet", 6_998_552, INCEPTION, GoogLeNet::googlenet),
        image("resnet18", "ResNet-18", 11_689_512, HE, Resnets::resnet18),
        image("resnet34", "ResNet-34", 21_797_672, HE, Resnets::resnet34),
        image("resnet50", "ResNet-50", 25_557_032, HE, Resnets::resnet50));
  }

  private static Entry image(
      String name, String title, long parameters, String source, Supplier<Model> builder) {
    return new Entry(name, title, IMAGENET, 1000, parameters, source, builder);
  }

  private static List<Entry> text() {
    return List.of(
        text(Ptb.small(), 4_651_600),
        text(Ptb.medium(), 19_775_200),
        text(Ptb.large(), 66_022_000));
  }

  private static Entry text(Ptb.Preset preset, long parameters) {
    int words = Ptb.VOCABULARY;
    return new Entry(
        "ptb-" + preset.name(),
        "LSTM language model, " + preset.hidden() + " units",
        Shape.of(preset.steps()),
        words,
        parameters,
        ZAREMBA,
        () -> preset.model(words));
  }

  /// The names in order.
  public static List<String> names() {
    return entries().stream().map(Entry::name).toList();
  }

  /// The network with a name.
  ///
  /// @throws GradusException if there is none; the message gives the nearest name and all
  public static Entry entry(String name) {
    Given.one("the name", name);
    return entries().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(name));
  }

  private static GradusException missing(String name) {
    var nearest = Spelling.nearest(name, names());
    return new GradusException(
        "there is no model \""
            + name
            + "\""
            + nearest.map(n -> ", did you mean " + n + "?").orElse(".")
            + " There are "
            + String.join(", ", names())
            + ".");
  }

  /// A new model by name.
  ///
  /// @throws GradusException if there is none; the message gives the nearest name and all
  public static Model model(String name) {
    Given.one("the name", name);
    return entry(name).model();
  }

  /// The numbers of filters of a model's convolutions in order, those inside blocks included: 96,
  /// 256, 384, 384, 256 for AlexNet.
  public static List<Integer> filters(Model model) {
    Given.one("the model", model);
    var found = new ArrayList<Integer>();
    model.layers().forEach(layer -> filters(layer, found));
    return found;
  }

  private static void filters(BuiltLayer layer, List<Integer> found) {
    switch (inside(layer.spec())) {
      case Conv2d conv -> found.add(conv.filters());
      case TableConv2d conv -> found.add(conv.table().size());
      default -> layer.children().forEach(child -> filters(child, found));
    }
  }

  private static LayerSpec inside(LayerSpec spec) {
    var at = spec;
    while (at instanceof Wrapping wrapping) {
      at = wrapping.spec();
    }
    return at;
  }
}
