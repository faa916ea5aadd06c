package dev.gradus.engine;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Constraint;
import dev.gradus.engine.train.Regularizer;
import org.jspecify.annotations.Nullable;

/// A tensor that training changes: weights or biases of a layer. Its numbers are drawn when they
/// are first needed, so that a model can be described without memory for them.
public final class Weight extends Tensor {
  private final String name;
  private final Initializer initializer;
  private Parameters owner;
  private final boolean buffer;
  private boolean frozen;
  private @Nullable Regularizer regularizer;
  private @Nullable Constraint constraint;

  /// A parameter that belongs to no model yet.
  public Weight(String name, Shape shape, Initializer initializer) {
    this(name, shape, initializer, false);
  }

  private Weight(String name, Shape shape, Initializer initializer, boolean buffer) {
    super(shape, Context.current().device());
    this.name = name;
    this.initializer = initializer;
    this.buffer = buffer;
    this.owner = Parameters.alone(this);
    wantGrad(!buffer);
  }

  /// A buffer that belongs to no model yet: numbers that a layer keeps and changes itself, as the
  /// running mean of a batch normalisation. Saved with the model, never trained, not counted as a
  /// parameter.
  public static Weight buffer(String name, Shape shape, Initializer initializer) {
    Given.one("the shape", shape);
    return new Weight(name, shape, initializer, true);
  }

  /// Its name within its layer, as `weight`.
  public String name() {
    return name;
  }

  /// How its first numbers are drawn.
  public Initializer initializer() {
    return initializer;
  }

  /// Whether training changes it.
  public boolean trainable() {
    return !frozen && !buffer;
  }

  /// Says whether training may change it. A buffer is never trained, but a frozen one is not
  /// changed by its layer either: the layer runs as in inference.
  public void trainable(boolean on) {
    frozen = !on;
    wantGrad(trainable());
    owner.changed();
  }

  /// Whether it was kept from changing; see [#trainable(boolean)].
  public boolean frozen() {
    return frozen;
  }

  /// Whether it is a buffer; see [#buffer(String, Shape, Initializer)].
  public boolean isBuffer() {
    return buffer;
  }

  /// The penalty on its size that training adds to the loss, or null.
  public @Nullable Regularizer regularizer() {
    return regularizer;
  }

  /// Sets the penalty on its size; null for none.
  public void regularizer(@Nullable Regularizer penalty) {
    regularizer = penalty;
  }

  /// What training enforces after every step, or null.
  public @Nullable Constraint constraint() {
    return constraint;
  }

  /// Sets what training enforces after every step; null for nothing.
  public void constraint(@Nullable Constraint rule) {
    constraint = rule;
  }

  @Override
  public boolean isParameter() {
    return true;
  }

  @Override
  public Device device() {
    return owner.device();
  }

  @Override
  public Slice slice() {
    if (!isBound()) {
      owner.materialise();
    }
    return super.slice();
  }

  /// Overwrites the numbers.
  ///
  /// @throws ShapeException if there are more or fewer than the shape has elements
  public void set(float... values) {
    Given.one("the list of numbers", values);
    if (values.length != size()) {
      throw new ShapeException(
          "the parameter "
              + name
              + " has the shape "
              + shape()
              + " and "
              + size()
              + " elements, got "
              + values.length
              + ".");
    }
    var slice = slice();
    slice.storage().write(slice.offset(), values, 0, values.length);
  }

  void owner(Parameters newOwner) {
    this.owner = newOwner;
  }

  /// Draws the first numbers into place.
  void draw(long seed, int index) {
    var values = new float[size()];
    initializer.fill(shape(), values, new Philox(seed, Philox.key(index)));
    set(values);
  }
}
