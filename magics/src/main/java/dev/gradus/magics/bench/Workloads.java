package dev.gradus.magics.bench;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.train.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The workloads: products, networks from the first of a course to a language model, predictions,
/// augmentation.
public final class Workloads {
  private static final String ONLY_ALONE = "W11_";

  /// Rows of A, columns of A, columns of B.
  private static final List<List<Integer>> PRODUCTS =
      List.of(
          List.of(256, 256, 256),
          List.of(512, 512, 512),
          List.of(1024, 1024, 1024),
          List.of(2048, 2048, 2048),
          List.of(64, 784, 128),
          List.of(20, 650, 2600));

  private Workloads() {}

  /// All of them.
  public static List<Workload> all() {
    var all = new ArrayList<Workload>();
    PRODUCTS.forEach(p -> all.add(product(p.get(0), p.get(1), p.get(2))));
    all.add(images("W2a", Networks::small, Shape.of(784), 10, sgd(0.01), Flops.SMALL));
    all.add(images("W2b", Networks::wide, Shape.of(784), 64, sgd(0.01), Flops.WIDE));
    all.add(images("W3", Networks::lenet, Shape.of(1, 32, 32), 64, momentum(), Flops.LENET));
    all.add(chapter6("W4_b10", 10));
    all.add(chapter6("W4_b64", 64));
    all.add(images("W5", Networks::vgg, Shape.of(3, 32, 32), 32, adam(1e-3), Flops.VGG));
    all.add(images("W6", Networks::resnet20, Shape.of(3, 32, 32), 32, momentum(), Flops.RESNET));
    all.add(words("W7_small", 200, 20, 0));
    all.add(words("W7_medium", 650, 35, 0.5));
    all.add(letters("W8_lstm", Networks::letterLstm, Flops.letters(4)));
    all.add(letters("W8_gru", Networks::letterGru, Flops.letters(3)));
    all.add(predictions("W9_lenet_b1", Networks::lenet, 1, Flops.LENET));
    all.add(predictions("W9_lenet_b256", Networks::lenet, 256, Flops.LENET));
    all.add(predictions("W9_vgg_b1", Networks::vgg, 1, Flops.VGG));
    all.add(new Workload("W10_batch64", 64, 0, null, Works.warping(64)));
    for (int batch : List.of(16, 64, 256, 1024)) {
      all.add(chapter6(ONLY_ALONE + "b" + batch, batch));
    }
    return all;
  }

  private static Optimizer momentum() {
    return sgd(0.01, 0.9);
  }

  private static Workload product(int m, int k, int n) {
    var id = "W1_" + m + "x" + k + "x" + n;
    return new Workload(id, 1, 2.0 * m * k * n, null, Works.product(m, k, n));
  }

  private static Workload images(
      String id,
      Supplier<Model> network,
      Shape shape,
      int batch,
      Optimizer optimizer,
      Flops flops) {
    var work = Works.training(network, n -> new Noise().images(shape, n), batch, optimizer, false);
    return new Workload(id, batch, batch * flops.step(), network, work);
  }

  private static Workload chapter6(String id, int batch) {
    return images(id, Networks::chapter6, Shape.of(1, 28, 28), batch, sgd(0.01), Flops.CHAPTER6);
  }

  private static Workload words(String id, int units, int steps, double dropped) {
    int batch = 20;
    Supplier<Model> network = () -> Networks.words(units, steps, dropped);
    var work = Works.training(network, n -> new Noise().words(steps, n), batch, sgd(0.01), true);
    return new Workload(id, batch, batch * Flops.words(units, steps).step(), network, work);
  }

  private static Workload letters(String id, Supplier<Model> network, Flops flops) {
    int batch = 32;
    var work = Works.training(network, n -> new Noise().letters(n), batch, adam(1e-3), false);
    return new Workload(id, batch, batch * flops.step(), network, work);
  }

  private static Workload predictions(String id, Supplier<Model> network, int batch, Flops flops) {
    return new Workload(
        id, batch, batch * flops.forward(), network, Works.inference(network, batch));
  }

  /// Those that are asked for.
  ///
  /// @param names `all`, or names separated by commas; `W4` means W4_b10 and W4_b64, `W2` W2a and
  ///   W2b. `all` leaves out W11, whose peak of memory needs a process of its own
  public static List<Workload> named(String names) {
    var all = all();
    if (names.equals("all")) {
      return all.stream().filter(w -> !w.id().startsWith(ONLY_ALONE)).toList();
    }
    Set<Workload> chosen = new LinkedHashSet<>();
    for (var name : names.split(",", -1)) {
      var group = Pattern.compile(Pattern.quote(name.strip()) + "([a-z]|_.*)?");
      var found = all.stream().filter(w -> group.matcher(w.id()).matches()).toList();
      if (found.isEmpty()) {
        throw new GradusException(
            "there is no workload '"
                + name.strip()
                + "'; there are "
                + String.join(", ", all.stream().map(Workload::id).toList())
                + ", and all.");
      }
      chosen.addAll(found);
    }
    return List.copyOf(chosen);
  }
}
