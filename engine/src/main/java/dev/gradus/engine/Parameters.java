package dev.gradus.engine;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All parameters of a model in one flat buffer, and their gradients in a second one of the same
/// layout, so that an optimizer's step is one pass over memory. Nothing is allocated until a number
/// is needed.
///
/// Errors: ShapeException for more than 2^31 - 1 parameters.
public final class Parameters {
  private final List<Weight> list;
  private final int size;
  private Device device;
  private long seed;
  private long version;
  private @Nullable Slice values;
  private @Nullable Slice gradients;

  /// Takes over the parameters in this order; a parameter that occurs twice is shared.
  Parameters(List<Weight> parameters, Device device, long seed) {
    this.list = List.copyOf(parameters);
    this.device = device;
    this.seed = seed;
    long total = list.stream().mapToLong(Weight::size).sum();
    this.size = (int) Math.min(total, Integer.MAX_VALUE);
    list.forEach(p -> p.owner(this));
  }

  private Parameters(Weight single) {
    this.list = List.of(single);
    this.device = Context.current().device();
    this.seed = Context.current().nextKey();
    this.size = single.size();
  }

  static Parameters alone(Weight parameter) {
    return new Parameters(parameter);
  }

  /// The parameters, in the order of the buffer.
  public List<Weight> list() {
    return list;
  }

  /// The number of elements without those of buffers: what is called the number of parameters.
  public long learned() {
    return list.stream().filter(p -> !p.isBuffer()).mapToLong(Weight::size).sum();
  }

  /// The number of elements of all together, buffers included.
  public int size() {
    return size;
  }

  /// Where they live.
  public Device device() {
    return device;
  }

  /// All values, drawn now if need be.
  public Slice values() {
    materialise();
    return present(values);
  }

  /// All gradients.
  public Slice gradients() {
    materialise();
    return present(gradients);
  }

  private static Slice present(@Nullable Slice slice) {
    if (slice == null) {
      throw new IllegalStateException("parameters are not materialised");
    }
    return slice;
  }

  /// Allocates the buffers and draws the first values, once.
  void materialise() {
    if (values != null) {
      return;
    }
    bind(device);
    for (int i = 0; i < list.size(); i++) {
      list.get(i).draw(seed, i);
    }
  }

  void changed() {
    version++;
  }

  /// Grows whenever a parameter is frozen or set free, which makes recorded steps out of date.
  public long version() {
    return version;
  }

  /// Whether values have been drawn.
  public boolean isMaterialised() {
    return values != null;
  }

  private void bind(Device target) {
    if (list.stream().mapToLong(Weight::size).sum() > Integer.MAX_VALUE) {
      throw new ShapeException(
          "the model has more than 2^31 - 1 parameters, more than one buffer holds. Use smaller layers.");
    }
    device = target;
    values = Slice.of(target.backend().allocate(size));
    gradients = Slice.of(target.backend().allocate(size));
    int at = 0;
    for (var p : list) {
      p.bind(values.part(at, p.size()), gradients.part(at, p.size()));
      at += p.size();
    }
  }

  /// Draws all values anew from a seed.
  void reseed(long newSeed) {
    seed = newSeed;
    if (values != null) {
      for (int i = 0; i < list.size(); i++) {
        list.get(i).draw(seed, i);
      }
    }
  }

  /// Moves everything to another device.
  void move(Device target) {
    if (values == null) {
      device = target;
      return;
    }
    var old = values.toFloats();
    bind(target);
    restore(old);
  }

  /// A copy of all values.
  public float[] snapshot() {
    return values().toFloats();
  }

  /// Puts back what [#snapshot()] copied. It has the length of all values, in the order of the
  /// layers.
  public void restore(float[] snapshot) {
    Given.one("the snapshot", snapshot);
    if (snapshot.length != size()) {
      throw new ShapeException(
          "the model has "
              + size()
              + " parameters, the snapshot "
              + snapshot.length
              + " numbers. Take a snapshot of the same model.");
    }
    values().storage().write(0, snapshot, 0, snapshot.length);
  }

  /// The stretches of the buffer that training changes: neighbouring trainable parameters together.
  public List<Range> trainable() {
    var ranges = new ArrayList<Range>();
    int at = 0;
    for (var p : list) {
      if (p.trainable()) {
        var last = ranges.isEmpty() ? null : ranges.getLast();
        if (last != null && last.from() + last.count() == at) {
          ranges.set(ranges.size() - 1, new Range(last.from(), last.count() + p.size()));
        } else {
          ranges.add(new Range(at, p.size()));
        }
      }
      at += p.size();
    }
    return ranges;
  }

  /// A stretch of the buffer.
  ///
  /// @param from index of its first number
  /// @param count how many numbers
  public record Range(int from, int count) {}
}
