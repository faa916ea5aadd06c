package dev.gradus.engine.tape;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A recording of operations on shapes alone: nothing is computed while it is made. Everything that
/// describes a model (summary, plan) is derived from it.
public final class Tape {
  /// What a value is to the recording.
  public enum Role {
    /// Given anew for every run.
    INPUT,
    /// A parameter of the model.
    PARAMETER,
    /// A tensor that existed before the recording.
    CONSTANT,
    /// The result of a recorded operation.
    RESULT
  }

  /// A value of the recording.
  ///
  /// @param shape its shape
  /// @param role what it is for
  /// @param id position among the values
  /// @param source the tensor it stands for: a parameter or constant; null for the others
  public record Value(int id, Shape shape, Role role, @Nullable Tensor source) {}

  /// A recorded operation.
  ///
  /// @param op the operation
  /// @param inputs ids of the values it reads
  /// @param output id of the value it makes
  /// @param scope name of the layer that it belongs to, or an empty string
  public record Step(Op op, List<Integer> inputs, int output, String scope) {}

  private final List<Value> values = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final IdentityHashMap<Tensor, Integer> known = new IdentityHashMap<>();
  private String scope = "";

  /// Adds an input: a tensor that stands for numbers given later.
  public Tensor input(Shape shape) {
    return symbol(shape, Role.INPUT, null);
  }

  /// Records an operation and returns the tensor that stands for its result.
  public Tensor record(Op op, List<Tensor> inputs, Shape outputShape) {
    var ids = new ArrayList<Integer>(inputs.size());
    for (var input : inputs) {
      ids.add(idOf(input));
    }
    var result = symbol(outputShape, Role.RESULT, null);
    steps.add(new Step(op, List.copyOf(ids), idOf(result), scope));
    return result;
  }

  /// Runs code whose operations belong to a named layer; a layer within a layer gets both names, as
  /// `residual_1/conv2d_2`.
  public <T> T scoped(String name, Supplier<T> body) {
    var outer = scope;
    scope = outer.isEmpty() ? name : outer + "/" + name;
    try {
      return body.get();
    } finally {
      scope = outer;
    }
  }

  /// The path of the layer that is being recorded, or an empty string.
  public String scope() {
    return scope;
  }

  /// The id of a tensor's value; a tensor not seen before becomes a parameter or constant.
  public int idOf(Tensor tensor) {
    var id = known.get(tensor);
    if (id != null) {
      return id;
    }
    if (tensor.isSymbolic()) {
      throw new IllegalStateException("a tensor of another recording was used in this one");
    }
    var role = tensor.isParameter() ? Role.PARAMETER : Role.CONSTANT;
    return add(tensor, new Value(values.size(), tensor.shape(), role, tensor));
  }

  private Tensor symbol(Shape shape, Role role, @Nullable Tensor source) {
    var tensor = Tensor.symbolic(shape);
    add(tensor, new Value(values.size(), shape, role, source));
    return tensor;
  }

  private int add(Tensor tensor, Value value) {
    values.add(value);
    known.put(tensor, value.id());
    return value.id();
  }

  /// The values, by id.
  public List<Value> values() {
    return Collections.unmodifiableList(values);
  }

  /// The operations, in the order in which they were recorded.
  public List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  /// The operations in the order in which a [Plan] runs them, dropout still by itself. The position
  /// of an operation here is part of the key of its random numbers.
  ///
  /// @param keep values to read after a run
  public List<Step> planned(List<Tensor> keep) {
    return List.copyOf(Fusion.fuse(this, new HashSet<>(keep.stream().map(this::idOf).toList())));
  }

  /// What tells two recordings apart: equal signatures can share a plan. Constants count by shape,
  /// parameters by identity.
  public Object signature() {
    var parts = new ArrayList<Object>();
    for (var value : values) {
      parts.add(value.shape());
      parts.add(value.role());
      if (value.role() == Role.PARAMETER && value.source() != null) {
        parts.add(value.source());
      }
    }
    for (var step : steps) {
      parts.addAll(Arrays.asList(step.op(), step.inputs()));
    }
    return List.copyOf(parts);
  }
}
