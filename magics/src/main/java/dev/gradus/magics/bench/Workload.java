package dev.gradus.magics.bench;

import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something to measure.
///
/// @param id its name, as `W3`
/// @param samples of a piece of work
/// @param flops floating-point operations of a piece, a multiply-add counted as two: forward,
///   backward by weights and by inputs without that of the network's input; elementwise work not
///   counted
/// @param model the network, null if there is none
/// @param work does pieces of work until told to stop
public record Workload(
    String id, int samples, double flops, @Nullable Supplier<Model> model, Work work) {

  /// Work in pieces.
  @FunctionalInterface
  public interface Work {
    /// Works until `ticks`, told of every piece, says that it is done.
    void run(Device device, Ticks ticks);
  }
}
