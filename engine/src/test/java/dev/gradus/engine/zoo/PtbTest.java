package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.Lstm;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.train.PtbSchedule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@Covers("I02")
class PtbTest {
  private static <T> List<T> all(Function<Ptb.Preset, T> setting) {
    return Ptb.presets().stream().map(setting).toList();
  }

  @Test
  void settingsAreThoseOfTheSource() {
    assertEquals(List.of("small", "medium", "large"), all(Ptb.Preset::name));
    assertEquals(List.of(200, 650, 1500), all(Ptb.Preset::hidden));
    assertEquals(List.of(20, 35, 35), all(Ptb.Preset::steps));
    assertEquals(List.of(2, 2, 2), all(Ptb.Preset::layers));
    assertEquals(List.of(1.0, 0.5, 0.35), all(Ptb.Preset::keep));
    assertEquals(List.of(5.0, 5.0, 10.0), all(Ptb.Preset::clip));
    assertEquals(List.of(1.0, 1.0, 1.0), all(Ptb.Preset::rate));
    assertEquals(
        List.of(new PtbSchedule(4, 0.5), new PtbSchedule(6, 0.8), new PtbSchedule(14, 1 / 1.15)),
        all(Ptb.Preset::schedule));
    assertEquals(List.of(13, 39, 55), all(Ptb.Preset::epochs));
    assertEquals(List.of(0.1, 0.05, 0.04), all(Ptb.Preset::init));
    assertEquals(List.of(20, 20, 20), all(Ptb.Preset::batch));
    assertEquals(115.91, Ptb.small().reported().test());
    assertEquals(86.16, Ptb.medium().reported().valid());
    assertEquals(37.87, Ptb.large().reported().train());
    assertEquals(Ptb.medium(), Ptb.preset("medium"));
    var e = assertThrows(GradusException.class, () -> Ptb.preset("smal"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("Did you mean small?"), e.getMessage());
  }

  /// Each LSTM has 4 h (h + h + 1) numbers: one bias for each gate.
  @Test
  void counts() {
    assertEquals(
        List.of(4_651_600L, 19_775_200L, 66_022_000L),
        all(p -> p.model(Ptb.VOCABULARY).summary().totalParameters()));
    for (var preset : Ptb.presets()) {
      long h = preset.hidden();
      var model = preset.model(Ptb.VOCABULARY);
      assertEquals(4 * h * (2 * h + 1), model.summary().row("lstm_2").parameters());
      long drops = model.layers().stream().filter(l -> l.name().startsWith("dropout")).count();
      assertEquals(preset.keep() < 1 ? 3 : 0, drops);
      assertEquals(Shape.of(preset.steps(), 10_000), model.outputShape());
    }
  }

  @Test
  void weightsAreDrawnFromTheSourcesRange() {
    var model = Ptb.small().model(50);
    for (Weight weight : model.parameters().list()) {
      for (float w : weight.toArray()) {
        assertTrue(Math.abs(w) <= 0.1, weight.name());
      }
    }
    assertTrue(model.layer("lstm_1").spec() instanceof Lstm l && l.settings().carried());
  }

  /// A tiny preset learns a text that repeats itself.
  @Test
  void trainerLearns() {
    var tiny =
        new Ptb.Preset(
            "tiny",
            16,
            1,
            5,
            1,
            5,
            1,
            PtbSchedule.small(),
            6,
            0.1,
            4,
            new Ptb.Perplexities(1, 1, 1));
    var corpus = Corpus.words("the dog runs and the cat sleeps . ".repeat(60));
    var model = tiny.model(corpus.vocabSize()).seed(2);
    double before = corpus.perplexity(model);
    var history = tiny.trainer(model, corpus).run();
    assertEquals(6, history.epochs().size());
    assertEquals(corpus.vocabSize(), before, 1);
    double after = corpus.perplexity(model);
    assertTrue(after < before / 2, before + " to " + after);
  }
}
