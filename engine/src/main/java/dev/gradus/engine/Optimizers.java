package dev.gradus.engine;

import dev.gradus.engine.data.Spelling;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.AdaGrad;
import dev.gradus.engine.train.Adadelta;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.AdamW;
import dev.gradus.engine.train.Lbfgs;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.RmsProp;
import dev.gradus.engine.train.Sgd;
import java.util.List;
import java.util.Locale;

/// The optimizers by their short names, for static import.
public final class Optimizers {
  private static final List<Optimizer> ALL =
      List.of(sgd(1e-2), adaGrad(), rmsProp(), adadelta(), adam(), adamW(), lbfgs());

  private Optimizers() {}

  /// Gradient descent; see [Sgd].
  public static Sgd sgd(double learningRate) {
    return new Sgd(learningRate);
  }

  /// Gradient descent with momentum; see [Sgd].
  public static Sgd sgd(double learningRate, double momentum) {
    return new Sgd(learningRate).momentum(momentum);
  }

  /// AdaGrad with rate 1e-2; see [AdaGrad].
  public static AdaGrad adaGrad() {
    return new AdaGrad(1e-2);
  }

  /// AdaGrad; see [AdaGrad].
  public static AdaGrad adaGrad(double learningRate) {
    return new AdaGrad(learningRate);
  }

  /// RMSprop with rate 1e-2; see [RmsProp].
  public static RmsProp rmsProp() {
    return new RmsProp(1e-2);
  }

  /// RMSprop; see [RmsProp].
  public static RmsProp rmsProp(double learningRate) {
    return new RmsProp(learningRate);
  }

  /// Adadelta with rate 1; see [Adadelta].
  public static Adadelta adadelta() {
    return new Adadelta(1);
  }

  /// Adadelta; see [Adadelta].
  public static Adadelta adadelta(double learningRate) {
    return new Adadelta(learningRate);
  }

  /// Adam with rate 1e-3; see [Adam].
  public static Adam adam() {
    return new Adam(1e-3);
  }

  /// Adam; see [Adam].
  public static Adam adam(double learningRate) {
    return new Adam(learningRate);
  }

  /// AdamW with rate 1e-3 and weight decay 1e-2; see [AdamW].
  public static AdamW adamW() {
    return new AdamW(1e-3);
  }

  /// AdamW with weight decay 1e-2; see [AdamW].
  public static AdamW adamW(double learningRate) {
    return new AdamW(learningRate);
  }

  /// L-BFGS with rate 1, for full batches; see [Lbfgs].
  public static Lbfgs lbfgs() {
    return new Lbfgs();
  }

  /// The names that [#named(String)] knows.
  public static List<String> names() {
    return ALL.stream().map(Optimizer::name).toList();
  }

  /// The optimizer of a name with its usual rate. Capitals, `-` and `_` do not matter.
  ///
  /// @throws GradusException if there is none; it says which name is nearest
  public static Optimizer named(String name) {
    var wanted = plain(name);
    return ALL.stream()
        .filter(o -> plain(o.name()).equals(wanted))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  /// The optimizer of a name with a rate; see [#named(String)].
  public static Optimizer named(String name, double learningRate) {
    return named(name).learningRate(learningRate);
  }

  private static String plain(String name) {
    return Given.one("the name of the optimizer", name)
        .toLowerCase(Locale.ROOT)
        .replace("-", "")
        .replace("_", "");
  }

  private static GradusException unknown(String name) {
    var nearest = Spelling.nearest(name, names());
    return new GradusException(
        "there is no optimizer "
            + name
            + "."
            + nearest.map(n -> " Did you mean " + n + "?").orElse("")
            + " There are "
            + String.join(", ", names())
            + ".");
  }
}
