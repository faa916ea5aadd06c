package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Interruption;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Pass;
import dev.gradus.engine.op.RandomKeys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs operations on tensors at once, and their derivatives backwards.
public final class Autograd {
  private Autograd() {}

  /// Runs an operation, or records it if the context has a recording.
  public static Tensor apply(Op op, List<Tensor> inputs) {
    var context = Context.current();
    var shapes = inputs.stream().map(Tensor::shape).toList();
    Shape shape;
    try {
      shape = op.outputShape(shapes);
    } catch (ShapeException e) {
      var message = e.getMessage();
      throw message.startsWith(op.name()) ? e : new ShapeException(op.name() + ": " + message);
    }
    var tape = context.tape();
    if (tape != null) {
      return tape.record(op, inputs, shape);
    }
    Interruption.check();
    return run(op, inputs, shapes, shape, context);
  }

  private static Tensor run(
      Op op, List<Tensor> inputs, List<Shape> shapes, Shape shape, Context context) {
    var device = deviceOf(op, inputs);
    var backend = device.backend();
    var slices = inputs.stream().map(Tensor::slice).toArray(Slice[]::new);
    boolean wantsGrad = false;
    for (int i = 0; i < slices.length; i++) {
      wantsGrad |= inputs.get(i).wantsGrad() && op.differentiable(i);
    }
    int savedSize = wantsGrad ? op.savedSize(shapes) : 0;
    var saved = savedSize == 0 ? null : Slice.of(backend.allocate(savedSize));
    var output = Slice.of(backend.allocate(shape.size()));
    var keys = new RandomKeys(context.nextKey());
    var pass = new Pass(backend, shapes, slices, shape, output, saved, keys, 0);
    op.forward(pass);
    var result = Tensor.on(device, shape, output);
    if (wantsGrad) {
      result.origin(new Tensor.Origin(op, inputs, pass));
    }
    return result;
  }

  private static Device deviceOf(Op op, List<Tensor> inputs) {
    var device = inputs.getFirst().device();
    for (var input : inputs) {
      if (input.device() != device) {
        throw new GradusException(
            op.name()
                + ": the operands live on different devices, "
                + device
                + " and "
                + input.device()
                + ". Make both on one device.");
      }
    }
    return device;
  }

  /// Adds the derivatives of a single number to the gradients of everything that led to it.
  public static void backward(Tensor loss) {
    if (loss.size() != 1) {
      throw new ShapeException(
          "backward() starts from a single number, but the shape is "
              + loss.shape()
              + ". Call sum() or mean() first.");
    }
    if (loss.origin() == null) {
      throw new GradusException(
          "nothing that led to this number wants a gradient: call requiresGrad() on a tensor before using it.");
    }
    var order = topological(loss);
    Set<Tensor> written = Collections.newSetFromMap(new IdentityHashMap<>());
    var start = gradOf(loss);
    loss.device().backend().fill(start, 1);
    written.add(loss);
    for (int i = order.size() - 1; i >= 0; i--) {
      Interruption.check();
      step(order.get(i), written);
    }
  }

  private static void step(Tensor tensor, Set<Tensor> written) {
    var origin = tensor.origin();
    if (origin == null) {
      return;
    }
    var inputs = origin.inputs();
    var grads = new @Nullable Slice[inputs.size()];
    var accumulate = new boolean[inputs.size()];
    for (int i = 0; i < grads.length; i++) {
      var input = inputs.get(i);
      if (input.wantsGrad() && origin.op().differentiable(i)) {
        boolean leaf = input.origin() == null;
        boolean had = input.gradSlice() != null;
        grads[i] = gradOf(input);
        accumulate[i] = !written.add(input) || (leaf && had);
      }
    }
    origin.pass().gradients(gradOf(tensor), grads, accumulate);
    origin.op().backward(origin.pass());
  }

  private static Slice gradOf(Tensor tensor) {
    var grad = tensor.gradSlice();
    if (grad == null) {
      grad = Slice.of(tensor.device().backend().allocate(tensor.size()));
      tensor.gradSlice(grad);
    }
    return grad;
  }

  private static List<Tensor> topological(Tensor root) {
    var order = new ArrayList<Tensor>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> done = Collections.newSetFromMap(new IdentityHashMap<>());
    var stack = new ArrayDeque<Tensor>();
    stack.push(root);
    while (!stack.isEmpty()) {
      var top = stack.peek();
      var origin = top.origin();
      if (seen.add(top) && origin != null) {
        origin.inputs().stream().filter(t -> !seen.contains(t)).forEach(stack::push);
      } else {
        stack.pop();
        if (done.add(top)) {
          order.add(top);
        }
      }
    }
    return order;
  }
}
