package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.GruSequence;
import dev.gradus.engine.op.LstmSequence;
import dev.gradus.engine.op.Recurrence;
import dev.gradus.engine.op.SequenceOp;
import dev.gradus.engine.op.SimpleRnnSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Recurrent networks equal PyTorch's forward and backward to 1e-5 on every device: one and two
/// layers, both directions, first states, padding. golden_recurrent.py states the conventions.
@Covers({"D01", "D02", "D04", "D11", "D15", "D16", "D25"})
final class RecurrentGoldenTest {
  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicTest> golden() {
    var tests = new ArrayList<DynamicTest>();
    var cases = Golden.cases("recurrent");
    for (var device : List.of(Device.reference(), Device.cpu())) {
      var largest = new double[1];
      for (var c : cases) {
        tests.add(
            dynamicTest(
                c.name() + " on " + device,
                () -> largest[0] = Math.max(largest[0], new Run(c, device).difference())));
      }
      tests.add(
          dynamicTest(
              "recurrent on " + device,
              () ->
                  System.out.printf(
                      Locale.ROOT,
                      "golden %-20s %2d cases, largest difference %.1e, %s%n",
                      "recurrent",
                      cases.size(),
                      largest[0],
                      device)));
    }
    return tests.stream();
  }

  /// A case on a device.
  private static final class Run {
    private final Case c;
    private final Device device;
    private final List<Tensor> inputs = new ArrayList<>();
    private final String cell;
    private final @Nullable Tensor mask;
    private int next = 1;

    Run(Case c, Device device) {
      this.c = c;
      this.device = device;
      this.cell = c.attribute("cell").getAsString();
      for (var numbers : c.list("inputs")) {
        inputs.add(tensor(numbers.shape(), numbers.data()).requiresGrad());
      }
      mask = mask(c.attribute("lengths"), inputs.getFirst().shape());
    }

    private Tensor tensor(Shape shape, double[] data) {
      var place = Slice.of(device.backend().allocate(data.length));
      for (int i = 0; i < data.length; i++) {
        place.set(i, data[i]);
      }
      return Tensor.on(device, shape, place);
    }

    private @Nullable Tensor mask(JsonElement lengths, Shape x) {
      if (lengths.isJsonNull()) {
        return null;
      }
      int steps = x.dim(1);
      var values = new double[x.dim(0) * steps];
      for (int i = 0; i < values.length; i++) {
        values[i] = i % steps < lengths.getAsJsonArray().get(i / steps).getAsInt() ? 1 : 0;
      }
      return tensor(Shape.of(x.dim(0), steps), values);
    }

    double difference() {
      return Context.seeded(1).on(device).call(this::run);
    }

    private double run() {
      var y = inputs.getFirst();
      int layers = c.attribute("layers").getAsInt();
      boolean both = c.flag("bidirectional");
      for (int k = 0; k < layers; k++) {
        var forward = direction(y, false);
        y = both ? Tensor.concat(-1, forward, direction(y, true)) : forward;
      }
      var expected = c.numbers("output");
      assertEquals(expected.shape(), y.shape());
      double worst = Golden.difference(expected.data(), real(y));
      var gradOutput = c.numbers("gradOutput");
      y.mul(tensor(gradOutput.shape(), gradOutput.data())).sum().backward();
      for (int i = 0; i < inputs.size(); i++) {
        var gradient = Objects.requireNonNull(c.gradient(i));
        var actual = values(inputs.get(i).grad().slice());
        worst = Math.max(worst, Golden.difference(gradient.data(), actual));
      }
      double error = worst;
      assertTrue(error <= TOLERANCE, () -> "differs by " + error);
      return error;
    }

    /// The result with zeros where PyTorch puts them: at padded steps of sequences.
    private double[] real(Tensor y) {
      var values = values(y.slice());
      var steps = mask;
      if (steps != null && y.shape().rank() == 3) {
        for (int i = 0; i < values.length; i++) {
          values[i] *= steps.slice().get(i / y.shape().last());
        }
      }
      return values;
    }

    private static double[] values(Slice slice) {
      var values = new double[slice.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = slice.get(i);
      }
      return values;
    }

    private Tensor direction(Tensor x, boolean reversed) {
      boolean initial = c.flag("initial");
      var how =
          new Recurrence(
              c.flag("sequence") ? Recurrence.Yield.SEQUENCE : Recurrence.Yield.LAST,
              reversed,
              initial ? Recurrence.Start.GIVEN : Recurrence.Start.ZERO,
              mask != null);
      int weights = cell.equals("GRU_BIAS") ? 4 : 3;
      var all = new ArrayList<Tensor>();
      all.add(x);
      all.addAll(inputs.subList(next, next + weights));
      next += weights;
      if (initial) {
        all.addAll(inputs.subList(next, inputs.size()));
      }
      if (mask != null) {
        all.add(mask);
      }
      return Tensor.apply(operation(how), all.toArray(Tensor[]::new));
    }

    private SequenceOp operation(Recurrence how) {
      return switch (cell) {
        case "RNN_TANH" -> new SimpleRnnSequence(how, Activation.TANH);
        case "RNN_RELU" -> new SimpleRnnSequence(how, Activation.RELU);
        case "LSTM" -> new LstmSequence(how);
        case "GRU" -> new GruSequence(how, true, false);
        case "GRU_BIAS" -> new GruSequence(how, true, true);
        case "GRU_BEFORE" -> new GruSequence(how, false, false);
        default -> throw new IllegalArgumentException(cell);
      };
    }
  }
}
