package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// Names of the numbers of an epoch.
final class Measures {
  static final String LOSS = "loss";
  static final String ACCURACY = "accuracy";
  static final String HELD = "validation ";

  private Measures() {}

  /// The name as epochs know it: Keras' `val_accuracy` is `validation accuracy`.
  static String plain(String name) {
    return name.startsWith("val_") ? HELD + name.substring(4).replace('_', ' ') : name;
  }

  /// A number of an epoch by its plain name.
  static double of(History.Epoch epoch, String name) {
    return switch (name) {
      case LOSS -> epoch.loss();
      case ACCURACY -> epoch.accuracy();
      case HELD + LOSS -> epoch.validationLoss();
      case HELD + ACCURACY -> epoch.validationAccuracy();
      case "penalty" -> epoch.penalty();
      case "learning rate" -> epoch.learningRate();
      case "gradient norm" -> epoch.gradientNorm();
      default -> metric(epoch, name);
    };
  }

  private static double metric(History.Epoch epoch, String name) {
    var value = epoch.metrics().get(name);
    if (value == null) {
      var more = String.join(", ", epoch.metrics().keySet());
      throw new GradusException(
          "no epoch has a number \""
              + name
              + "\"; there are loss, accuracy, validation loss, validation accuracy, penalty,"
              + " learning rate, gradient norm"
              + (more.isEmpty() ? "" : ", " + more)
              + ".");
    }
    return value;
  }
}
