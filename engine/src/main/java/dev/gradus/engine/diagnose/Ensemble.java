package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;
import java.util.List;

/// Several models that decide together: by the mean of their probabilities, or by vote.
///
/// Models that end with scores have their softmax taken; those that end with a softmax layer give
/// probabilities already. Source: Hansen, Salamon, "Neural network ensembles", PAMI 1990.
///
/// Errors: GradusException for no model, for models of different shapes, of several outputs, or
/// that do not classify.
public final class Ensemble {
  private final List<Model> members;

  private Ensemble(List<Model> members) {
    this.members = members;
  }

  /// Of models with the same input and the same classes.
  public static Ensemble of(Model... members) {
    return of(Given.all("model", members));
  }

  /// Of models with the same input and the same classes.
  public static Ensemble of(List<Model> members) {
    Given.one("the members", members);
    if (members.isEmpty()) {
      throw new GradusException("an ensemble needs at least one model.");
    }
    var first = members.getFirst();
    for (var member : members) {
      if (!member.inputShape().equals(first.inputShape())
          || !member.outputShape().equals(first.outputShape())) {
        throw new GradusException(
            "the models of an ensemble need the same shapes, got "
                + first.inputShape()
                + " -> "
                + first.outputShape()
                + " and "
                + member.inputShape()
                + " -> "
                + member.outputShape()
                + ".");
      }
    }
    if (members.stream().anyMatch(m -> m.outputs().size() > 1)) {
      throw new GradusException(
          "an ensemble needs models with one output. Make one of them up to the output that counts:"
              + " model.cutAt(name).");
    }
    if (first.outputShape().rank() != 1 || first.outputShape().last() == 1) {
      throw new GradusException(
          "an ensemble needs models that classify, with an output [classes] of a score for each, got "
              + first.outputShape()
              + ". For two classes end the models with dense(2).");
    }
    return new Ensemble(List.copyOf(members));
  }

  /// The models.
  public List<Model> members() {
    return members;
  }

  /// The mean of the members' probabilities for every sample, [samples, classes].
  public Tensor predict(Dataset data) {
    Given.one("the data", data);
    int classes = members.getFirst().outputShape().last();
    var mean = new float[data.size() * classes];
    for (var member : members) {
      float[] share = probabilities(member, data).toArray();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += share[i] / members.size();
      }
    }
    return Tensor.of(members.getFirst().outputShape().prepend(data.size()), mean);
  }

  private static Tensor probabilities(Model member, Dataset data) {
    var output = member.predict(data);
    return endsWithSoftmax(member) ? output : output.softmax();
  }

  private static boolean endsWithSoftmax(Model member) {
    var last = member.layer(member.outputs().getFirst().name());
    while (last.spec().kind().equals("sequential") && !last.children().isEmpty()) {
      last = last.children().getLast();
    }
    return last.spec().kind().equals("softmax");
  }

  /// The class with the largest mean probability for every sample.
  public int[] predictClasses(Dataset data) {
    Given.one("the data", data);
    return predict(data).argmax();
  }

  /// The class that most members choose for every sample; on a tie the one with the larger mean
  /// probability.
  public int[] vote(Dataset data) {
    Given.one("the data", data);
    int classes = members.getFirst().outputShape().last();
    var votes = new float[data.size() * classes];
    for (var member : members) {
      int[] chosen = member.predictClasses(data);
      for (int i = 0; i < chosen.length; i++) {
        votes[i * classes + chosen[i]]++;
      }
    }
    float[] mean = predict(data).toArray();
    var result = new int[data.size()];
    for (int i = 0; i < result.length; i++) {
      int best = i * classes;
      for (int k = i * classes + 1; k < (i + 1) * classes; k++) {
        boolean more = votes[k] > votes[best];
        boolean tie = Float.compare(votes[k], votes[best]) == 0;
        best = more || (tie && mean[k] > mean[best]) ? k : best;
      }
      result[i] = best - i * classes;
    }
    return result;
  }

  /// How good the ensemble and its members are.
  ///
  /// @param members accuracy of each
  /// @param mean accuracy by mean probability
  /// @param vote accuracy by vote
  /// @param disagreement share of samples in which two members differ, `[member][member]`
  public record Scores(double[] members, double mean, double vote, double[][] disagreement) {}

  /// Measures on labelled data.
  public Scores evaluate(Dataset data) {
    int n = members.size();
    var choices = members.stream().map(m -> m.predictClasses(data)).toArray(int[][]::new);
    var disagreement = new double[n][n];
    var accuracy = new double[n];
    for (int a = 0; a < n; a++) {
      accuracy[a] = same(choices[a], data.labels());
      for (int b = 0; b < n; b++) {
        disagreement[a][b] = 1 - same(choices[a], choices[b]);
      }
    }
    return new Scores(
        accuracy,
        same(predictClasses(data), data.labels()),
        same(vote(data), data.labels()),
        disagreement);
  }

  private static double same(int[] a, int[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 1 : 0;
    }
    return (double) count / a.length;
  }
}
