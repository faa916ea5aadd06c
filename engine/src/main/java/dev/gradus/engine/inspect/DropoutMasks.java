package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.SymbolicReadException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.op.DropoutMask;
import dev.gradus.engine.op.RandomKeys;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.tape.Tape;
import java.util.ArrayList;
import java.util.List;

/// Which numbers dropout drops in a training step: the very masks that training uses, since they
/// are a function of seed, step and place in the model alone.
///
/// ```java
/// DropoutMasks.of(net, 64, 0).get(0).dropped(0, 7)     // first step, first sample, unit 7
/// ```
///
/// Errors: GradusException for less than 1 sample, a negative step, a sample or unit that is not
/// there, a model that drops nothing, or one that reads numbers while it runs.
///
/// @param step counted from 0 over all training of the model
/// @param layers one for each dropout layer with a rate above 0, in order
public record DropoutMasks(long step, List<Mask> layers) {
  /// Copies the list.
  public DropoutMasks {
    layers = List.copyOf(layers);
  }

  /// What one layer drops.
  ///
  /// @param layer its name or path, as `dropout_1`
  /// @param rate the probability to drop
  /// @param kept [batch, ...], 1 where a number is kept and 0 where it is dropped
  public record Mask(String layer, double rate, Tensor kept) {
    /// Whether a unit of a sample is dropped.
    ///
    /// @param unit position among the sample's numbers
    public boolean dropped(int sample, int unit) {
      int units = kept.shape().rest().size();
      check("sample", sample, kept.shape().dim(0));
      check("unit", unit, units);
      return kept.toArray()[sample * units + unit] == 0;
    }

    private static void check(String what, int at, int count) {
      if (at < 0 || at >= count) {
        throw new GradusException(
            "there is no "
                + what
                + " "
                + at
                + ": there are "
                + count
                + " (0 to "
                + (count - 1)
                + ").");
      }
    }

    /// The units of a sample that are dropped, by their positions.
    public List<Integer> dropped(int sample) {
      check("sample", sample, kept.shape().dim(0));
      int units = kept.shape().rest().size();
      var values = kept.toArray();
      var positions = new ArrayList<Integer>();
      for (int i = 0; i < units; i++) {
        if (values[sample * units + i] == 0) {
          positions.add(i);
        }
      }
      return List.copyOf(positions);
    }
  }

  /// For a step of training with the model's own seed.
  ///
  /// @param batch samples of a mini-batch
  public static DropoutMasks of(Model model, int batch, long step) {
    Given.one("the model", model);
    return of(model, batch, step, model.seed());
  }

  /// For a step of training with a seed.
  ///
  /// @param seed as given to `train(data).seed(...)`
  /// @throws GradusException if nothing is dropped, or a layer of one's own reads values while it
  ///   runs, so that its steps cannot be foreseen
  public static DropoutMasks of(Model model, int batch, long step, long seed) {
    Given.one("the model", model);
    if (batch < 1 || step < 0) {
      throw new GradusException(
          "a mini-batch has at least 1 sample and the first step is 0, got "
              + batch
              + " and "
              + step
              + ".");
    }
    var keys = new RandomKeys(model.seed());
    keys.step(Philox.key(seed, step));
    var masks = new ArrayList<Mask>();
    var tape = new Tape();
    var steps = steps(model, batch, tape);
    for (int at = 0; at < steps.size(); at++) {
      if (steps.get(at).op() instanceof DropoutMask(double rate) && rate > 0) {
        var shape = tape.values().get(steps.get(at).output()).shape();
        masks.add(new Mask(steps.get(at).scope(), rate, kept(model, keys.key(at), rate, shape)));
      }
    }
    if (masks.isEmpty()) {
      throw new GradusException(
          model.name() + " drops nothing: it has no dropout(rate) with a rate above 0.");
    }
    return new DropoutMasks(step, masks);
  }

  private static List<Tape.Step> steps(Model model, int batch, Tape tape) {
    var context = Context.seeded(model.seed()).on(model.device()).training(true).recording(tape);
    try {
      var result = context.call(() -> model.forward(tape.input(model.inputShape().prepend(batch))));
      return tape.planned(List.of(result));
    } catch (SymbolicReadException e) {
      throw new GradusException(
          "the masks of "
              + model.name()
              + " cannot be foreseen, because one of its layers reads numbers while it runs.");
    }
  }

  private static Tensor kept(Model model, long key, double rate, Shape shape) {
    var backend = model.device().backend();
    var ones = Slice.of(backend.allocate(shape.size()));
    var scaled = Slice.of(backend.allocate(shape.size()));
    backend.fill(ones, 1);
    backend.dropout(key, rate, ones, scaled);
    var values = Tensor.on(model.device(), shape, scaled).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == 0 ? 0 : 1;
    }
    return Tensor.of(shape, values);
  }
}
