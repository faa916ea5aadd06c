package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The optimizer at work: the stretches of the parameters that it changes, each with its share of
/// the learning rate and what the optimizer remembers for it.
final class Updates {
  /// A stretch of neighbouring parameters with one learning rate.
  private static final class Group {
    final double factor;
    final Slice weights;
    final Slice gradients;
    final Slice[] state;
    @Nullable Optimizer scaled;

    Group(double factor, Slice weights, Slice gradients, Slice[] state) {
      this.factor = factor;
      this.weights = weights;
      this.gradients = gradients;
      this.state = state;
    }
  }

  private final Backend backend;
  private final Optimizer optimizer;
  private final List<Group> groups = new ArrayList<>();
  private final List<Slice> weights;
  private final List<Slice> gradients;

  Updates(Model model, Optimizer optimizer, List<RateFactor> factors) {
    this.backend = model.device().backend();
    this.optimizer = optimizer;
    var owners = new LayerNames(model);
    factors.forEach(f -> f.check(owners));
    int at = 0;
    int from = 0;
    double factor = Double.NaN; // of the stretch that goes on; NaN for none
    for (var weight : model.parameters().list()) {
      double own = weight.trainable() ? RateFactor.of(factors, owners.of(weight)) : Double.NaN;
      if (Double.compare(own, factor) != 0) {
        close(model, factor, from, at);
        from = at;
        factor = own;
      }
      at += weight.size();
    }
    close(model, factor, from, at);
    weights = groups.stream().map(g -> g.weights).toList();
    gradients = groups.stream().map(g -> g.gradients).toList();
  }

  private void close(Model model, double factor, int from, int to) {
    if (Double.isNaN(factor) || from == to) {
      return;
    }
    var state = new Slice[optimizer.memory()];
    for (int i = 0; i < state.length; i++) {
      state[i] = Slice.of(backend.allocate(to - from));
    }
    var parameters = model.parameters();
    groups.add(
        new Group(
            factor,
            parameters.values().part(from, to - from),
            parameters.gradients().part(from, to - from),
            state));
  }

  /// The gradients of everything that is trained.
  List<Slice> gradients() {
    return gradients;
  }

  /// Everything that is trained.
  List<Slice> weights() {
    return weights;
  }

  /// Whether a step by gradients that are not too large cannot fail.
  boolean bounded(double rate) {
    for (int i = 0; i < groups.size(); i++) {
      var group = groups.get(i);
      if (!scaled(group, rate * group.factor).bounded()) {
        return false;
      }
    }
    return true;
  }

  void apply(long step, double rate) {
    for (int i = 0; i < groups.size(); i++) {
      var group = groups.get(i);
      scaled(group, rate * group.factor)
          .step(backend, step, group.weights, group.gradients, group.state);
    }
  }

  /// The optimizer with a rate; the last one if the rate stays.
  private Optimizer scaled(Group group, double rate) {
    var known = group.scaled;
    if (known == null) {
      known = optimizer;
    }
    if (Double.compare(known.learningRate(), rate) != 0) {
      known = optimizer.learningRate(rate);
    }
    group.scaled = known;
    return known;
  }

  /// What the optimizer remembers, an array for every number per weight.
  List<float[]> save() {
    int size = groups.stream().mapToInt(g -> g.weights.length()).sum();
    var saved = new ArrayList<float[]>();
    for (int i = 0; i < optimizer.memory(); i++) {
      var all = new float[size];
      int at = 0;
      for (var group : groups) {
        var slice = group.state[i];
        slice.storage().read(slice.offset(), all, at, slice.length());
        at += slice.length();
      }
      saved.add(all);
    }
    return saved;
  }

  void restore(List<float[]> saved) {
    int size = groups.stream().mapToInt(g -> g.weights.length()).sum();
    if (saved.size() != optimizer.memory() || saved.stream().anyMatch(a -> a.length != size)) {
      throw new GradusException(
          "the state does not fit the optimizer "
              + optimizer.name()
              + ": it was taken with another optimizer, or other layers were frozen. Describe the"
              + " run as before.");
    }
    for (int i = 0; i < saved.size(); i++) {
      int at = 0;
      for (var group : groups) {
        var slice = group.state[i];
        slice.storage().write(slice.offset(), saved.get(i), at, slice.length());
        at += slice.length();
      }
    }
  }
}
