package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Sketch;
import dev.gradus.engine.layer.Add;
import dev.gradus.engine.layer.Attention;
import dev.gradus.engine.layer.Average;
import dev.gradus.engine.layer.Concat;
import dev.gradus.engine.layer.Dot;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Multiply;
import dev.gradus.engine.layer.Recurrent;
import java.util.ArrayList;
import java.util.List;

/// A value on its way through a model that is being described: the functional form, for models with
/// several inputs, branches that meet again, or several outputs.
///
/// ```java
/// var image = Wire.input("image", 1, 28, 28);
/// var clue = Wire.input("clue", 20);
/// var seen = image.conv2d(8, 3).relu().flatten().dense(32);
/// var out = Wire.concat(seen, clue.dense(32)).relu().dense(10);
/// var model = Model.of(out);
/// ```
///
/// A flow is used as often as one likes; each use reads the same value. Nothing is built, and no
/// shape checked, before [Model#of].
public final class Wire extends FluentLayers<Wire> {
  private final Sketch place;

  private Wire(Sketch place) {
    this.place = place;
  }

  /// An input.
  ///
  /// @param name how data and messages call it
  /// @param dims shape of one sample
  public static Wire input(String name, int... dims) {
    return new Wire(Sketch.input(name, Shape.of(dims)));
  }

  /// The result of a layer that reads this value.
  @Override
  public Wire then(LayerSpec layer) {
    return new Wire(Sketch.layer(layer, List.of(place)));
  }

  /// The result of a layer that reads several values, in this order.
  public static Wire join(JoinSpec join, Wire first, Wire... more) {
    Given.one("the first value", first);
    Given.all("value", more);
    var sources = new ArrayList<Sketch>();
    sources.add(first.place);
    for (var flow : more) {
      sources.add(flow.place);
    }
    return new Wire(Sketch.layer(join, sources));
  }

  /// The result of a recurrent layer that reads this value and starts from a state that another
  /// layer gives, [batch, units] or of an LSTM [batch, 2 units]; see
  /// [dev.gradus.engine.layer.FromState].
  public Wire then(Recurrent<?> layer, Wire state) {
    Given.one("the layer", layer);
    Given.one("the state", state);
    return join(layer.fromState(), this, state);
  }

  /// One behind the other along channels or features; see [Concat].
  public static Wire concat(Wire first, Wire... more) {
    Given.all("value", more);
    return join(new Concat(), first, more);
  }

  /// The sum; see [Add].
  public static Wire add(Wire first, Wire... more) {
    Given.one("the first value", first);
    Given.all("value", more);
    return join(new Add(), first, more);
  }

  /// The product, element by element; see [Multiply].
  public static Wire multiply(Wire first, Wire... more) {
    Given.all("value", more);
    return join(new Multiply(), first, more);
  }

  /// The mean; see [Average].
  public static Wire average(Wire first, Wire... more) {
    Given.all("value", more);
    return join(new Average(), first, more);
  }

  /// The dot product of two rows of features; see [Dot].
  public static Wire dot(Wire first, Wire second) {
    Given.one("the first value", first);
    Given.one("the second value", second);
    return join(new Dot(), first, second);
  }

  /// What each query finds among the keys, by dot products of both: [batch, steps, q] and [batch,
  /// steps2, q] give [batch, steps, q]. For other scores and for values of their own use
  /// `Wire.join(Attention.additive(32), queries, keys, values)`; see [Attention].
  public static Wire attention(Wire queries, Wire keys) {
    Given.one("the queries", queries);
    Given.one("the keys", keys);
    return join(Attention.dot(), queries, keys);
  }

  /// The same value from a layer with a name of its own, as `hidden.dense(10).named("score")`.
  ///
  /// @throws GradusException for an input, which has its name already
  public Wire named(String name) {
    if (place.isInput()) {
      throw new GradusException(
          "this is the input " + place.inputName() + ". Name it in Wire.input(name, ...).");
    }
    return new Wire(Sketch.layer(place.spec().named(name), place.sources()));
  }

  Sketch place() {
    return place;
  }
}
