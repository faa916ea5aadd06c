package dev.gradus.engine.tape;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.op.BatchNormalization;
import dev.gradus.engine.op.RandomKeys;
import dev.gradus.engine.zoo.Resnets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What follows a batch normalisation becomes part of it, and nothing else changes by that.
@Covers("B30")
final class FusionTest {
  private static final Shape X = Shape.of(3, 2, 5, 7);

  private static List<String> planned(boolean training, Shape sample, LayerSpec... layers) {
    var model = Model.sequential(sample, layers);
    var tape = new Tape();
    var context = Context.current().training(training).recording(tape);
    var out = context.call(() -> model.forward(tape.input(sample.prepend(2))));
    return Planner.inference(tape, model.device().backend(), new RandomKeys(0), List.of(out))
        .operations();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void convolutionNormAndReluAreTwoSteps(boolean training) {
    assertEquals(
        List.of("conv2d_1: conv2d", "batchNorm_1: batchNorm", "dense_1: linear"),
        planned(
            training,
            Shape.of(1, 1, 6),
            conv2d(3, 1).withoutBias(),
            batchNorm(),
            relu(),
            flatten(),
            dense(2)));
  }

  @Test
  void anotherActivationStaysAStep() {
    assertEquals(
        List.of("batchNorm_1: batchNorm", "tanh_1: tanh"),
        planned(true, Shape.of(3), batchNorm(), tanh()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBasicBlockIsFourSteps(boolean training) {
    assertEquals(
        List.of(
            "residual_1/conv2d_1: conv2d",
            "residual_1/batchNorm_1: batchNorm",
            "residual_1/conv2d_2: conv2d",
            "residual_1/batchNorm_2: batchNorm"),
        planned(training, Shape.of(4, 6, 6), Resnets.basic(4, 4, 1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBlockWithAProjectionIsSixSteps(boolean training) {
    var steps = planned(training, Shape.of(4, 6, 6), Resnets.basic(4, 8, 2));
    assertEquals(6, steps.size(), steps.toString());
    assertEquals("residual_1/batchNorm_2: batchNorm", steps.getLast());
  }

  /// What a network of one or two batch normalisations is made of; x has two channels.
  static final class Bench {
    final boolean training;
    final Weight x;
    final Weight gamma = new Weight("gamma", Shape.of(2), Initializer.normal(1, 0.2));
    final Weight beta = new Weight("beta", Shape.of(2), Initializer.normal(0.3));
    final Weight mean = Weight.buffer("mean", Shape.of(2), Initializer.constant(0.25));
    final Weight variance = Weight.buffer("variance", Shape.of(2), Initializer.constant(2));
    final List<Tensor> made = new ArrayList<>();

    Bench(Shape shape, boolean training) {
      this.training = training;
      x = new Weight("x", shape, Initializer.normal(1));
    }

    /// Remembers a value, so that it can be kept.
    Tensor see(Tensor value) {
      made.add(value);
      return value;
    }

    Tensor norm(Tensor value) {
      var op = new BatchNormalization(training, 0.1, 1e-3, true, true);
      return see(Tensor.apply(op, value, gamma, beta, mean, variance));
    }
  }

  /// A way to use what a normalisation gives, and how many steps the plan of a training has without
  /// and with fusion, that of the loss included.
  enum Use {
    RELU(3, 2),
    TANH(3, 3),
    JOIN_BEFORE(5, 3),
    JOIN_AFTER(5, 3),
    JOIN_ITSELF(4, 2),
    JOIN_WITHOUT_RELU(4, 3),
    TWO_NORMS(6, 4),
    JOIN_READ_TWICE(7, 5),
    JOIN_BROADCAST(5, 5),
    NORM_READ_TWICE(5, 5),
    BUFFERS_USED_BETWEEN(6, 6);

    private final int apart;
    private final int fused;

    Use(int apart, int fused) {
      this.apart = apart;
      this.fused = fused;
    }

    Tensor of(Bench b) {
      return switch (this) {
        case RELU -> b.norm(b.x).relu();
        case TANH -> b.norm(b.x).tanh();
        case JOIN_BEFORE -> {
          var r = b.see(b.x.square());
          yield b.see(b.norm(b.x).add(r)).relu();
        }
        case JOIN_AFTER -> {
          var h = b.norm(b.x);
          yield b.see(b.see(b.x.square()).add(h)).relu();
        }
        case JOIN_ITSELF -> b.see(b.norm(b.x).add(b.x)).relu();
        case JOIN_WITHOUT_RELU -> b.see(b.x.add(b.norm(b.x))).tanh();
        case TWO_NORMS -> {
          var h = b.norm(b.x);
          yield b.see(h.add(b.norm(b.see(b.x.square())))).relu();
        }
        case JOIN_READ_TWICE -> {
          var r = b.see(b.x.square());
          yield b.see(b.see(b.norm(b.x).add(r)).relu()).mul(r).add(b.x);
        }
        case JOIN_BROADCAST -> {
          var r = b.see(b.gamma.square()).reshape(1, 2, 1, 1);
          yield b.see(b.norm(b.x).add(r)).relu();
        }
        case NORM_READ_TWICE -> {
          var h = b.norm(b.x);
          yield b.see(b.see(h.relu()).add(h)).relu();
        }
        case BUFFERS_USED_BETWEEN -> {
          var h = b.norm(b.x);
          yield b.see(h.add(b.see(b.norm(b.x).tanh()))).relu();
        }
      };
    }
  }

  private record Outcome(int steps, List<float[]> numbers) {
    void equal(Outcome other, String what) {
      for (int i = 0; i < numbers.size(); i++) {
        var one = unsigned(numbers.get(i));
        assertArrayEquals(one, unsigned(other.numbers.get(i)), what + ", result " + i);
      }
    }

    /// Without the signs of zeros: 0 times a negative number is one of them.
    private static float[] unsigned(float[] values) {
      var result = new float[values.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = values[i] + 0f;
      }
      return result;
    }
  }

  /// The loss, the gradients and the running statistics after two steps.
  ///
  /// @param apart whether every value is kept, so that nothing can be fused
  private static Outcome run(
      Backend backend, Use use, Shape shape, boolean training, boolean apart) {
    var context = Context.seeded(3).on(Device.of(backend.name(), backend));
    return context.call(() -> {
      var b = new Bench(shape, training);
      var target = Tensor.randn(shape.dims());
      var tape = new Tape();
      Tensor loss = context.recording(tape).call(() -> use.of(b).meanSquaredError(target));
      var keep = apart ? b.made : List.<Tensor>of();
      var plan = Planner.training(tape, backend, new RandomKeys(0), loss, keep);
      for (int i = 0; i < 2; i++) {
        plan.forward();
        plan.backward();
      }
      var numbers = new ArrayList<float[]>();
      numbers.add(plan.place(tape.idOf(loss)).toFloats());
      for (var weight : List.of(b.x, b.gamma, b.beta)) {
        numbers.add(weight.grad().toArray());
        assertNotEquals(0, weight.grad().square().sum().item(), weight.name());
      }
      numbers.add(b.mean.toArray());
      numbers.add(b.variance.toArray());
      return new Outcome(plan.size(), numbers);
    });
  }

  static Stream<Arguments> uses() {
    return Arrays.stream(Use.values())
        .flatMap(use -> Stream.of(Arguments.of(use, true), Arguments.of(use, false)));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void fusedGivesTheBitsOfUnfused(Use use, boolean training) {
    Backends.all()
        .forEach(backend -> {
          var apart = run(backend, use, X, training, true);
          var fused = run(backend, use, X, training, false);
          fused.equal(apart, backend.name());
          assertEquals(use.apart, apart.steps());
          // without training nothing changes the buffers
          boolean moves = use == Use.BUFFERS_USED_BETWEEN && !training;
          assertEquals(moves ? 4 : use.fused, fused.steps());
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Use.class,
      names = {"RELU", "JOIN_BEFORE", "JOIN_AFTER", "JOIN_ITSELF", "JOIN_WITHOUT_RELU"})
  void featuresToo(Use use) {
    Backends.all()
        .forEach(backend -> {
          var apart = run(backend, use, Shape.of(7, 2), true, true);
          run(backend, use, Shape.of(7, 2), true, false).equal(apart, backend.name());
        });
  }

  @ParameterizedTest
  @EnumSource(Use.class)
  void theNumberOfThreadsChangesNoBit(Use use) {
    Backends.threaded()
        .forEach(group -> {
          var first = run(group[0], use, X, true, false);
          for (var backend : group) {
            run(backend, use, X, true, false).equal(first, backend.name());
          }
        });
  }
}
