package dev.gradus.magics.magic;

import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.internal.SessionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%device [NAME] [MODEL ...]`: says on what computations run, or chooses it for models made in
/// the cells to come, and moves models; short for `Context.on(device)` and `model.on(device)`.
public final class DeviceMagic implements Magic<Device, DeviceMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg(
              value = "The processor, cpu, or plain loops in double precision, reference.",
              optional = true,
              choices = {"cpu", "reference"})
          @Nullable String device,
      @Arg("Models to move there.") List<Object> models,
      @Option("Threads of the processor; all of them unless given.") @Nullable Integer threads) {

    /// Copies the list; it may hold null.
    public Options {
      models = Collections.unmodifiableList(new ArrayList<>(models));
    }
  }

  /// For ServiceLoader.
  public DeviceMagic() {}

  @Override
  public String name() {
    return "device";
  }

  @Override
  public String summary() {
    return "Says on what computations run, or chooses it for the cells to come.";
  }

  @Override
  public Class<Device> resultType() {
    return Device.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Device run(MagicCall<Options> call) {
    var o = call.options();
    var state = SessionState.of(call.session());
    if (o.device() == null && o.threads() == null) {
      return state.context().device();
    }
    var chosen = chosen(o);
    for (var given : o.models()) {
      if (!(given instanceof Model)) {
        throw new MagicException("after the device come models to move, as in: reference net");
      }
    }
    state.device(chosen);
    o.models().forEach(m -> ((Model) m).on(chosen));
    return chosen;
  }

  private static Device chosen(Options o) {
    var name = o.device() == null ? "cpu" : o.device();
    return switch (name) {
      case "cpu" -> o.threads() == null ? Device.cpu() : Device.cpu(o.threads());
      case "reference" -> {
        if (o.threads() != null) {
          throw new MagicException("--threads is for cpu; reference has one. Leave it out");
        }
        yield Device.reference();
      }
      default ->
          throw new MagicException("there is no device " + name + ". Choose cpu or reference");
    };
  }
}
