package dev.gradus.engine;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.random.Philox;

/// A tensor that training changes: weights or biases of a layer. Its numbers are drawn when they
/// are first needed, so that a model can be described without memory for them.
public final class Weight extends Tensor {
  private final String name;
  private final Initializer initializer;
  private Parameters owner;
  private boolean trainable = true;

  /// A parameter that belongs to no model yet.
  public Weight(String name, Shape shape, Initializer initializer) {
    super(shape, Context.current().device());
    this.name = name;
    this.initializer = initializer;
    this.owner = Parameters.alone(this);
    wantGrad(true);
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
    return trainable;
  }

  /// Says whether training changes it.
  public void trainable(boolean on) {
    trainable = on;
    wantGrad(on);
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
