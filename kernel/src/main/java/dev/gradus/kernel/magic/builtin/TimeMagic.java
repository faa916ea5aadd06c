package dev.gradus.kernel.magic.builtin;

import com.sun.management.OperatingSystemMXBean;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Code;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.session.FollowUp;
import dev.gradus.kernel.session.Outputs;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/// `%time STATEMENT` and `%%time`: runs a statement or the cell once and prints how long it took;
/// the value is the statement's. Compiling is not counted.
public final class TimeMagic implements Magic<Object, TimeMagic.Options> {

  /// What to time.
  public record Options(
      @Arg(value = "An expression or a statement, to the end of the line.", optional = true)
          @Nullable Code<?> code) {}

  @Override
  public String name() {
    return "time";
  }

  @Override
  public String summary() {
    return "run a statement or a cell and print the time it takes";
  }

  @Override
  public Class<Object> resultType() {
    return Object.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public boolean wholeCell() {
    return true;
  }

  @Override
  public boolean line() {
    return true;
  }

  @Override
  public @Nullable Object run(MagicCall<Options> call) throws Exception {
    Code<?> code = call.options().code();
    if (code == null) {
      if (call.body().isBlank()) {
        throw new MagicException("write what to time after it, as %time sort(data), or %%time");
      }
      // an empty first line keeps the numbers of the cell's lines
      call.session()
          .runNext(
              new FollowUp(
                  "",
                  "\n" + call.body(),
                  done -> tell(call.outputs(), done.wallNanos(), done.processorNanos())));
      return null;
    }
    long processor = processorNanos();
    long start = System.nanoTime();
    try {
      return code.run();
    } finally {
      long wall = System.nanoTime() - start;
      tell(call.outputs(), wall, processorNanos() - processor);
    }
  }

  private static void tell(Outputs outputs, long wall, long processor) {
    String text =
        "CPU time: "
            + TimeText.of((double) processor)
            + ", wall time: "
            + TimeText.of((double) wall)
            + "\n";
    outputs.stream(Outputs.Stream.STDOUT, text);
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime())
        : 0;
  }
}
