package dev.gradus.engine.train;

import dev.gradus.engine.Shape;

/// e to the mean cross-entropy of the steps that count: among how many equally likely tokens the
/// model is as unsure. A model that knows nothing has the size of its vocabulary, a perfect one
/// 1. Scores [..., classes] without softmax, labels [...].
///
/// value = e^(mean of -ln softmax(scores)\[label]).
///
/// Errors: ShapeException for labels that are not one for each row of scores; the value over no row
/// is NaN.
///
/// Source: Jelinek, Mercer, Bahl, Baker, JASA 62, 1977; Zaremba, Sutskever, Vinyals,
/// arXiv:1409.2329, 2014, table 1.
///
/// @param ignored the label of steps that do not count, such as padding; -1 by default
public record Perplexity(int ignored) implements Metric {

  /// Ignores the label -1.
  public Perplexity() {
    this(-1);
  }

  @Override
  public String name() {
    return "perplexity";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Tally tally() {
    return new Converted(new Costs(name(), ignored));
  }

  private record Converted(Costs costs) implements Tally {
    @Override
    public void add(float[] outputs, Shape output, float[] targets, Shape target) {
      costs.add(outputs, output, targets, target);
    }

    @Override
    public double value() {
      return Math.exp(costs.value());
    }

    @Override
    public double[] save() {
      return costs.save();
    }

    @Override
    public void restore(double[] counted) {
      costs.restore(counted);
    }
  }
}
