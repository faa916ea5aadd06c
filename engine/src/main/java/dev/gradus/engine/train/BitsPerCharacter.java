package dev.gradus.engine.train;

import dev.gradus.engine.Shape;

/// The mean cross-entropy of the steps that count, in bits: how many bits a character costs when
/// the model's probabilities are used to compress the text. Scores [..., classes] without softmax,
/// labels [...].
///
/// value = mean of -log2 softmax(scores)\[label].
///
/// Errors: ShapeException for labels that are not one for each row of scores; the value over no row
/// is NaN.
///
/// Source: Shannon, "Prediction and entropy of printed English", Bell System Technical Journal 30,
/// 1951; as a measure of networks: Graves, arXiv:1308.0850, 2013.
///
/// @param ignored the label of steps that do not count, such as padding; -1 by default
public record BitsPerCharacter(int ignored) implements Metric {

  /// Ignores the label -1.
  public BitsPerCharacter() {
    this(-1);
  }

  @Override
  public String name() {
    return "bits per character";
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
      return costs.value() / Math.log(2);
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
