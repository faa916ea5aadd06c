package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Names;
import dev.gradus.engine.internal.Sized;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A body with a way around it: y = body(x) + shortcut(x), then an activation if one is set. The
/// body has to learn only what differs from its input, and the gradient has a way past it. Source:
/// He, Zhang, Ren, Sun, CVPR 2016, equations 1 and 2.
///
/// The body's layers are named within the block, as `residual_1/conv2d_2`; the shortcut is
/// `residual_1/shortcut`, the activation `residual_1/activation`.
///
/// Takes what the body takes, gives the shape of the body's result.
///
/// Errors: ShapeException where body and shortcut give different shapes, with the projection that
/// helps.
///
/// @param body its layers; body and shortcut must give the same shape
/// @param shortcut null, the default, for x itself; a projection, as `conv2d(64, 1).stride(2)`,
///   where the body changes the shape
/// @param activation applied to the sum; null, the default, for none
public record Residual(
    List<LayerSpec> body, @Nullable LayerSpec shortcut, @Nullable LayerSpec activation)
    implements LayerSpec {
  /// Copies the list.
  public Residual {
    body = List.copyOf(body);
  }

  /// With x itself as the shortcut and no activation.
  public static Residual of(LayerSpec... body) {
    return new Residual(Given.all("layer", body), null, null);
  }

  /// The same with layers on the way around.
  public Residual shortcut(LayerSpec... projection) {
    var layers = Given.all("layer", projection);
    var one = layers.size() == 1 ? layers.getFirst() : new Sequential(layers);
    return new Residual(body, one, activation);
  }

  /// The same with an activation after the sum.
  public Residual activation(LayerSpec after) {
    return new Residual(body, shortcut, after);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    var names = new Names();
    var way = shortcut;
    var after = activation;
    boolean relu = after == null ? init.reluFollows() : after.rectifies();
    var around =
        way == null
            ? null
            : Chain.child(
                names.claim("shortcut"), way, input, init.within("shortcut", relu), 0, "shortcut");
    var through = Chain.build(body, input, names, init, relu, "body");
    var sum = through.output(input);
    check(sum, around == null ? input : around.output());
    var last =
        after == null
            ? null
            : Chain.child(
                names.claim("activation"),
                after,
                sum,
                init.within("activation", init.reluFollows()),
                0,
                "activation");
    var children = new ArrayList<>(through.children());
    if (around != null) {
      children.add(around);
    }
    if (last != null) {
      children.add(last);
    }
    return new Built(through, around, last, new Chain(children));
  }

  private void check(Shape sum, Shape around) {
    if (!sum.equals(around)) {
      throw new ShapeException(
          "the sum needs equal shapes, but the body gives "
              + Shapes.batch(sum)
              + " and the shortcut "
              + Shapes.batch(around)
              + (shortcut == null
                  ? ". Give it a projection, as residual(...).shortcut("
                      + projection(sum, around)
                      + ")."
                  : ". Change filters or stride of one of them."));
    }
  }

  private static String projection(Shape sum, Shape input) {
    if (sum.rank() != 3) {
      return "dense(" + sum.last() + ")";
    }
    int stride = Math.ceilDiv(input.dim(1), Math.max(1, sum.dim(1)));
    var conv = "conv2d(" + sum.dim(0) + ", 1)";
    return stride == 1 ? conv : conv + ".stride(" + stride + ")";
  }

  @Override
  public boolean rectifies() {
    return Chain.reluFollows(body, false);
  }

  @Override
  public String pattern() {
    var after = activation;
    var sum = "(" + Sequential.pattern(body) + " + " + (shortcut == null ? "x" : "PROJ") + ")";
    return after == null ? sum : sum + " -> " + after.pattern();
  }

  @Override
  public String describe() {
    return "residual(" + Sequential.describe(body) + ")";
  }

  /// With its parameters.
  private record Built(
      Chain body, @Nullable BuiltLayer shortcut, @Nullable BuiltLayer activation, Chain all)
      implements Layer, Sized {
    @Override
    public Shape output(Shape sample) {
      return activation == null ? body.output(sample) : activation.output();
    }

    @Override
    public Tensor forward(Tensor x) {
      var tape = Context.current().tape();
      var around = shortcut == null ? x : shortcut.run(x, tape);
      var sum = body.forward(x).add(around);
      return activation == null ? sum : activation.run(sum, tape);
    }

    @Override
    public List<BuiltLayer> children() {
      return all.children();
    }

    @Override
    public List<Weight> parameters() {
      return all.parameters();
    }

    @Override
    public boolean replayable() {
      return all.replayable();
    }
  }
}
