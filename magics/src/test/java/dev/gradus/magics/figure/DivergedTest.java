package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.inspect.AttentionTrace;
import dev.gradus.engine.inspect.GradientThroughTime;
import dev.gradus.engine.layer.Attention;
import dev.gradus.magics.Charts;
import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models with weights that are NaN: every figure says so, as a sentence or in its text.
class DivergedTest {
  private static final Dataset DATA = Datasets.digits(20, 20, 1).test();
  private static final Tensor IMAGE = Tensor.of(DATA.inputShape(), DATA.input(0));

  private static Model broken() {
    var net = Model.input(1, 28, 28).conv2d(3, 5).relu().maxPool2d(2).flatten().dense(10).seed(1);
    net.layer("conv2d_1").parameter("weight").slice().set(4, Double.NaN);
    return net;
  }

  private static Model recurrent() {
    var rnn = Model.input(5, 2).then(Layers.lstm(4)).dense(2).seed(1);
    var weight = rnn.layer("lstm_1").layer().parameters().getFirst();
    weight.slice().set(1, Double.NaN);
    return rnn;
  }

  record Refused(String name, Executable figure) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refused> refused() {
    var net = broken();
    var rnn = recurrent();
    var sequence = Tensor.ones(5, 2);
    var looking = Model.input(4, 3).dense(3).then(Attention.scaled()).seed(1);
    looking.layer("dense_1").parameter("weight").slice().set(0, Double.NaN);
    return Stream.of(
        new Refused("predictions", () -> Gallery.predictions(net, DATA, 5)),
        new Refused("mistakes", () -> Gallery.mistakes(net, DATA, 5)),
        new Refused("top patches", () -> Patches.of(net, "conv2d_1", DATA, 3)),
        new Refused("maximize", () -> SaliencyMaps.maximized(net, "relu_1", List.of(), 2, 1)),
        new Refused("pooling", () -> PoolingWinners.of(net, IMAGE, "maxPool2d_1")),
        new Refused("weights", () -> Charts.weights(net)),
        new Refused("gradients", () -> Charts.gradients(net, DATA)),
        new Refused("gradient norms", () -> Charts.gradientNorms(net, DATA)),
        new Refused("norms of several", () -> Charts.gradientNorms(Map.of("a", net), DATA)),
        new Refused("activations", () -> Charts.activations(net, DATA)),
        new Refused("grid of activations", () -> Charts.activations(Map.of("a", net), DATA)),
        new Refused("dead units", () -> Charts.deadUnits(net, DATA)),
        new Refused("gates", () -> Figures.gates(rnn, sequence, "lstm_1")),
        new Refused("cell", () -> Figures.recurrentCell(rnn, sequence, "lstm_1", 1, 0)),
        new Refused(
            "gradient through time",
            () -> {
              var x = Tensor.ones(1, 5, 2);
              var time =
                  GradientThroughTime.of(rnn, "lstm_1", x, Tensor.of(1), Losses.crossEntropy());
              Figures.gradientThroughTime("lstm_1", time);
            }),
        new Refused(
            "attention",
            () -> {
              var x = Tensor.ones(1, 4, 3);
              Figures.attention(AttentionTrace.of(looking, "attention_1", x), 0);
            }));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithASentence(Refused what) {
    var text = String.valueOf(assertThrows(MagicsException.class, what.figure()).getMessage());
    assertTrue(text.contains("NaN or infinite"), text);
    assertTrue(text.endsWith("."), text);
  }

  @Test
  void isSaidWhereThePictureStaysReadable() {
    var net = broken();
    for (var figure :
        List.of(
            Filters.of(net, "conv2d_1"),
            FeatureMaps.of(net, IMAGE, "conv2d_1"),
            SaliencyMaps.of(net, IMAGE, 1),
            SaliencyMaps.gradCam(net, IMAGE, "relu_1", 1))) {
      var facts = figure.facts();
      assertTrue(facts.contains("finite") && facts.contains("diverged"), facts);
    }
  }

  @Test
  void soundModelsPass() {
    Diverged.refuse(Model.input(4).dense(3).batchNorm());
    var e = assertThrows(MagicsException.class, () -> Diverged.refuse(broken()));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("model has diverged: 1 of the 78 weights of conv2d_1 are NaN"),
        e.getMessage());
  }
}
