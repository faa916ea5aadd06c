package dev.gradus.magics.bench;

import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.engine.train.TrainingRun;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Kinds of work.
final class Works {
  private static final int MOST_BATCHES = 64;
  private static final int MOST_NUMBERS = 4_000_000;
  private static final double CLIP = 5;

  private Works() {}

  /// Training steps through [Model#train(Dataset)]: with all that a user's step does, gathering the
  /// batch and counting the accuracy included.
  ///
  /// @param data makes so many samples
  /// @param sequence whether batches follow each other and the gradient is clipped
  static Workload.Work training(
      Supplier<Model> network,
      IntFunction<Dataset> data,
      int batch,
      Optimizer optimizer,
      boolean sequence) {
    return (device, ticks) -> {
      var model = network.get().seed(1).on(device);
      int size = model.inputShape().size();
      int batches = Math.max(2, Math.min(MOST_BATCHES, MOST_NUMBERS / batch / size));
      var trainer =
          model
              .train(data.apply(batches * batch))
              .batchSize(batch)
              .optimizer(optimizer)
              .shuffle(!sequence)
              .epochs(Integer.MAX_VALUE)
              .callback(
                  new Callback() {
                    @Override
                    public boolean comparesWeights() {
                      return false;
                    }

                    @Override
                    public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
                      if (ticks.done()) {
                        run.stop("measured");
                      }
                    }
                  });
      var _ = (sequence ? trainer.clipNorm(CLIP) : trainer).run();
    };
  }

  /// Predictions of a batch through [Model#predict(Tensor)].
  static Workload.Work inference(Supplier<Model> network, int batch) {
    return (device, ticks) -> {
      var model = network.get().seed(1).on(device);
      var shape = model.inputShape().prepend(batch);
      var x = Tensor.of(shape, new Noise().normal(shape.size()));
      do {
        var _ = model.predict(x);
      } while (!ticks.done());
    };
  }

  /// C = A B.
  static Workload.Work product(int m, int k, int n) {
    return (device, ticks) -> {
      var backend = device.backend();
      var noise = new Noise();
      var a = on(device, noise.normal(m * k));
      var b = on(device, noise.normal(k * n));
      var c = Slice.of(backend.allocate(m * n));
      var gemm = Gemm.of(m, n, k);
      do {
        backend.gemm(gemm, a, b, null, c);
      } while (!ticks.done());
    };
  }

  private static Slice on(Device device, float[] numbers) {
    var place = Slice.of(device.backend().allocate(numbers.length));
    place.storage().write(0, numbers, 0, numbers.length);
    return place;
  }

  /// Batches of pictures of 28x28 pixels, turned by up to 15 degrees and moved by up to 2 pixels.
  static Workload.Work warping(int batch) {
    return (device, ticks) -> {
      var shape = Shape.of(1, 28, 28);
      var pictures =
          Dataset.of(shape, new Noise().uniform(batch * shape.size()), new int[batch], 1)
              .augment(Augment.none().rotate(15).shift(2));
      var order = new int[batch];
      Arrays.setAll(order, i -> i);
      var to = new float[batch * shape.size()];
      int epoch = 0;
      do {
        pictures.atEpoch(++epoch).gatherInputs(order, 0, batch, to, 0);
      } while (!ticks.done());
    };
  }
}
