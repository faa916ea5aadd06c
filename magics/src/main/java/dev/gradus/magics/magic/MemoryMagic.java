package dev.gradus.magics.magic;

import dev.gradus.engine.Memory;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;

/// `%memory MODEL`: what a training step needs; short for `model.memory(batchSize, optimizer)`.
public final class MemoryMagic implements Magic<Memory, MemoryMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model; nothing is allocated.") Model model,
      @Option(value = "Samples of a step.", byDefault = "32") int batch,
      @Option(value = "The optimizer, which remembers numbers of its own.", byDefault = "adam")
          String optimizer) {}

  /// For ServiceLoader.
  public MemoryMagic() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String summary() {
    return "Works out the memory that a training step of a model needs.";
  }

  @Override
  public Class<Memory> resultType() {
    return Memory.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Memory run(MagicCall<Options> call) {
    var o = call.options();
    if (o.batch() < 1) {
      throw new MagicException("--batch must be at least 1, got " + o.batch());
    }
    return o.model().memory(o.batch(), Optimizers.named(o.optimizer()));
  }
}
