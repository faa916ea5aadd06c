package dev.gradus.magics.internal;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;

import dev.gradus.engine.Context;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.History;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.figure.Theme;

/// Makes the first training step and the first chart of a session fast: trains a small network on
/// noise for about a second and draws its curve, once early and then again until the VM has
/// compiled what draws. Stops when its thread is interrupted, at the latest after the picture it is
/// at.
public final class WarmUp {
  private static final long LIMIT = 1_000_000_000L;
  private static final int SAMPLES = 256;

  /// The first few are drawn by code that is not compiled yet.
  private static final int CHARTS = 8;

  private WarmUp() {}

  /// Does it.
  public static void run() {
    try {
      Context.seeded(1).run(WarmUp::train);
    } catch (InterruptedRunException e) {
      // a request has arrived; what is not warm will be slower once
    }
  }

  private static void train() {
    var data = noise();
    var model =
        Model.sequential(
            Shape.of(1, 28, 28),
            conv2d(6, 5).padding(2),
            relu(),
            maxPool2d(2),
            conv2d(16, 5),
            relu(),
            maxPool2d(2),
            flatten(),
            dense(120),
            relu(),
            dense(10));
    long end = System.nanoTime() + LIMIT;
    var history = epoch(model, data);
    draw(history, 1);
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      history = epoch(model, data);
    }
    draw(history, CHARTS);
  }

  private static History epoch(Model model, Dataset data) {
    return model.train(data).batchSize(64).epochs(1).validation(data.take(64)).run();
  }

  private static void draw(History history, int times) {
    for (int i = 0; i < times && Theme.hasFonts() && !Thread.currentThread().isInterrupted(); i++) {
      LossCurve.of(history).bundle();
    }
  }

  private static Dataset noise() {
    var random = new Philox(1, 0);
    var pixels = new float[SAMPLES * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    var labels = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = i % 10;
    }
    return Dataset.of(Shape.of(1, 28, 28), pixels, labels, 10);
  }
}
