package dev.gradus.engine.train;

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
}
