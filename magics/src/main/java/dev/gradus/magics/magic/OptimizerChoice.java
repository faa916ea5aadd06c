package dev.gradus.magics.magic;

import dev.gradus.engine.Optimizers;
import dev.gradus.engine.train.AdamW;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.RmsProp;
import dev.gradus.engine.train.Sgd;
import dev.gradus.kernel.magic.MagicException;
import org.jspecify.annotations.Nullable;

/// An optimizer by its name and the numbers of options.
final class OptimizerChoice {
  private OptimizerChoice() {}

  /// The optimizer of a name; null numbers are its usual ones.
  static Optimizer of(
      String name, @Nullable Double rate, @Nullable Double momentum, @Nullable Double decay) {
    var usual = rate == null ? Optimizers.named(name) : Optimizers.named(name, rate);
    var moved = momentum == null ? usual : momentum(usual, momentum);
    return decay == null ? moved : decay(moved, decay);
  }

  private static Optimizer momentum(Optimizer optimizer, double share) {
    return switch (optimizer) {
      case Sgd sgd -> sgd.momentum(share);
      case RmsProp rmsProp -> rmsProp.momentum(share);
      default ->
          throw new MagicException(
              "--momentum is for sgd and rmsProp; "
                  + optimizer.name()
                  + " has none to set. Leave it out, or use --optimizer sgd");
    };
  }

  private static Optimizer decay(Optimizer optimizer, double decay) {
    return switch (optimizer) {
      case Sgd sgd -> sgd.weightDecay(decay);
      case AdamW adamW -> adamW.weightDecay(decay);
      default ->
          throw new MagicException(
              "--weight-decay is for sgd and adamW, not "
                  + optimizer.name()
                  + ". Use --optimizer adamW, or the penalty --l2");
    };
  }
}
