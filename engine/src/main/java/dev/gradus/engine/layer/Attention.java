package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.op.MaskedSoftmax;
import dev.gradus.engine.op.SoftmaxRows;
import java.util.List;
import java.util.Locale;

/// Attention: every query looks for what it needs among the steps of another sequence. With scores
/// `e[i, j]` of query i and key j
///
/// `a[i, j] = exp(e[i, j]) / sum over j of exp(e[i, j])`,
///
/// `context[i] = sum over j of a[i, j] value[j]`.
///
/// Inputs: queries [batch, steps, q] (or [batch, q], a single one), keys [batch, steps2, k] and, if
/// they are not the keys themselves, values [batch, steps2, v]. Gives [batch, steps, v] (or [batch,
/// v]), with [#withQueries()] the queries behind it: [batch, steps, v + q]. With a single input
/// every step looks at all steps of the same sequence.
///
/// Steps that the mask of the keys ([Tensor#mask()]) says are padding have the weight 0.
///
/// ```java
/// var context = Wire.join(Attention.additive(32), decoder, encoder);
/// ```
///
/// Errors: GradusException for less than 1 unit of an additive score, or units of another;
/// ShapeException for inputs of other ranks, keys and values of different length, and dot products
/// of different sizes.
///
/// Source: the papers at the constants of [Score].
///
/// @param score how well a query and a key fit together
/// @param units size of the hidden layer of additive scores; 0, the default, for others
/// @param queries whether the queries are part of the result; not by default
public record Attention(Score score, int units, boolean queries) implements JoinSpec {
  /// How well a query and a key fit together.
  public enum Score {
    /// e = q . k; q and k have the same size. Source: Luong, Pham, Manning, arXiv 1508.04025,
    /// section 3.1, "dot".
    DOT,
    /// e = q . k / sqrt(size of k). Source: Vaswani et al., arXiv 1706.03762, eq. 1.
    SCALED,
    /// e = q W . k with parameter `weight` [q, k]. Source: Luong, Pham, Manning, arXiv 1508.04025,
    /// section 3.1, "general".
    GENERAL,
    /// e = v . tanh(q W + k U) with parameters `query` W [q, units], `key` U [k, units] and `score`
    /// v [units, 1]. Source: Bahdanau, Cho, Bengio, arXiv 1409.0473, appendix A.1.2.
    ADDITIVE
  }

  /// Checks the number of units.
  public Attention {
    if (score == Score.ADDITIVE ? units < 1 : units != 0) {
      throw new GradusException(
          score == Score.ADDITIVE
              ? "additive attention needs at least 1 unit, got "
                  + units
                  + ". 32 units are a good start."
              : "only additive attention has units, got "
                  + units
                  + ". Use Attention.additive(units).");
    }
  }

  /// Scores are dot products.
  public static Attention dot() {
    return new Attention(Score.DOT, 0, false);
  }

  /// Scores are dot products over the root of their size.
  public static Attention scaled() {
    return new Attention(Score.SCALED, 0, false);
  }

  /// Scores are dot products with a learned matrix between, for queries and keys of any sizes.
  public static Attention general() {
    return new Attention(Score.GENERAL, 0, false);
  }

  /// Scores come from a small network with one hidden layer.
  ///
  /// @param units size of the hidden layer
  public static Attention additive(int units) {
    return new Attention(Score.ADDITIVE, units, false);
  }

  /// The same with the queries behind the context.
  public Attention withQueries() {
    return new Attention(score, units, true);
  }

  @Override
  public Built build(List<Shape> inputs, Initializers init) {
    check(inputs);
    int q = inputs.getFirst().last();
    int k = inputs.get(Math.min(1, inputs.size() - 1)).last();
    List<Weight> weights =
        switch (score) {
          case DOT, SCALED -> List.of();
          case GENERAL -> List.of(init.glorot("weight", q, k));
          case ADDITIVE ->
              List.of(
                  init.glorot("query", q, units),
                  init.glorot("key", k, units),
                  init.glorot("score", units, 1));
        };
    return new Built(this, weights);
  }

  private void check(List<Shape> inputs) {
    var asking = inputs.getFirst();
    boolean fits = inputs.size() <= 3 && (asking.rank() == 2 || asking.rank() == 1);
    for (var sequence : inputs.size() == 1 ? inputs : inputs.subList(1, inputs.size())) {
      fits = fits && sequence.rank() == 2 && sequence.dim(0) == inputs.getLast().dim(0);
    }
    if (!fits) {
      throw new ShapeException(
          "expected queries [batch, steps, q] or [batch, q], keys [batch, steps2, k] and perhaps"
              + " values [batch, steps2, v], got "
              + Shapes.all(inputs)
              + ". A recurrent layer gives every step after returnSequences().");
    }
    var keys = inputs.get(Math.min(1, inputs.size() - 1));
    boolean anySizes = score == Score.GENERAL || score == Score.ADDITIVE;
    if (!anySizes && asking.last() != keys.last()) {
      throw new ShapeException(
          "dot products need queries and keys of the same size, got "
              + Shapes.all(inputs)
              + ". Use Attention.general() or Attention.additive(units), or bring both to one size"
              + " with dense(...).");
    }
  }

  /// The layer.
  ///
  /// @param spec what it is
  /// @param parameters as the score needs them
  public record Built(Attention spec, List<Weight> parameters) implements Join {
    @Override
    public Tensor forward(List<Tensor> inputs) {
      var queries = sequence(inputs.getFirst());
      var context = weights(inputs).matmul(inputs.getLast());
      var y = spec.queries ? Tensor.concat(-1, context, queries) : context;
      boolean single = inputs.getFirst().shape().rank() == 2;
      return single ? y.reshape(y.shape().dim(0), y.shape().last()) : y;
    }

    private static Tensor sequence(Tensor x) {
      return x.shape().rank() == 3 ? x : x.reshape(x.shape().dim(0), 1, x.shape().dim(1));
    }

    /// How much each query takes from each step, [batch, steps, steps2]; rows sum to 1. A single
    /// query has steps = 1.
    public Tensor weights(List<Tensor> inputs) {
      var keys = inputs.get(Math.min(1, inputs.size() - 1));
      var scores = scores(sequence(inputs.getFirst()), keys);
      var mask = keys.mask();
      return mask == null
          ? Tensor.apply(new SoftmaxRows(), scores)
          : Tensor.apply(new MaskedSoftmax(), scores, mask);
    }

    private Tensor scores(Tensor queries, Tensor keys) {
      return switch (spec.score) {
        case DOT -> queries.matmul(keys.transpose());
        case SCALED ->
            queries.matmul(keys.transpose()).mul(1 / Math.sqrt((double) keys.shape().last()));
        case GENERAL -> queries.matmul(parameters.getFirst()).matmul(keys.transpose());
        case ADDITIVE ->
            additive(queries.matmul(parameters.get(0)), keys.matmul(parameters.get(1)));
      };
    }

    private Tensor additive(Tensor a, Tensor b) {
      int batch = a.shape().dim(0);
      int n = a.shape().dim(1);
      int m = b.shape().dim(1);
      var sums = a.reshape(batch, n, 1, spec.units).add(b.reshape(batch, 1, m, spec.units));
      var hidden = sums.tanh().reshape(batch * n * m, spec.units);
      return hidden.matmul(parameters.get(2)).reshape(batch, n, m);
    }

    @Override
    public boolean replayable() {
      return true;
    }
  }

  @Override
  public String describe() {
    return "attention("
        + score.name().toLowerCase(Locale.ROOT)
        + (units > 0 ? ", " + units : "")
        + (queries ? ", with queries" : "")
        + ")";
  }
}
