package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.train.Rings;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@Covers("C28")
class SearchTest {
  @Test
  void drawnValuesLieInTheirRangesAndDependOnTheSeedAlone() {
    var search =
        Search.random(400)
            .seed(3)
            .logUniform("rate", 1e-5, 1e-1)
            .uniform("dropout", 0.1, 0.5)
            .whole("units", 1, 4)
            .choice("optimizer", "sgd", "adam");
    var trials = search.trials();
    assertEquals(trials, search.trials());
    assertTrue(!trials.equals(search.seed(4).trials()));
    long small = trials.stream().filter(t -> t.real("rate") < 1e-3).count();
    assertEquals(200.0, (double) small, 40, "every power of ten has the same chance");
    for (var t : trials) {
      assertTrue(t.real("rate") >= 1e-5 && t.real("rate") <= 1e-1);
      assertTrue(t.real("dropout") >= 0.1 && t.real("dropout") <= 0.5);
      assertTrue(t.whole("units") >= 1 && t.whole("units") <= 4);
    }
    assertEquals(4, trials.stream().map(t -> t.whole("units")).distinct().count());
    assertEquals(2, trials.stream().map(t -> t.text("optimizer")).distinct().count());
  }

  @Test
  void aGridHasAllCombinations() {
    var trials =
        Search.grid(3)
            .logUniform("rate", 1e-3, 1e-1)
            .whole("units", 1, 2)
            .choice("b", 8, 9, 10, 11)
            .trials();
    assertEquals(3 * 2 * 4, trials.size());
    assertEquals(24, trials.stream().map(Trial::values).distinct().count());
    var rates = trials.stream().map(t -> t.real("rate")).distinct().toList();
    assertEquals(3, rates.size());
    assertEquals(1e-2, rates.get(1), 1e-12);
    assertEquals(List.of(1e-3, 1e-1), List.of(round(rates.get(0)), round(rates.get(2))));
  }

  private static double round(double x) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.6f", x));
  }

  @Test
  void outcomesAreSortedAndFailuresComeLast() {
    var search = Search.grid(5).uniform("x", -2, 2);
    var outcomes =
        search.run(t -> {
          if (t.real("x") > 1.5) {
            throw new NumericException("the loss became NaN.");
          }
          return -Math.pow(t.real("x") - 1, 2);
        });
    assertEquals(
        List.of(1.0, 0.0, -1.0, -2.0, 2.0),
        outcomes.stream().map(o -> o.trial().real("x")).toList());
    assertTrue(Double.isNaN(outcomes.getLast().score()));
    assertTrue(search.toString().endsWith("failed: the loss became NaN."), search.toString());
    assertEquals(1.0, search.best().trial().real("x"));
    var least = Search.grid(5).uniform("x", -2, 2).smallerIsBetter();
    assertEquals(-2, least.run(t -> t.real("x")).getFirst().trial().real("x"));
  }

  @Test
  void itFindsARateThatLearns() {
    var train = Rings.points(300, 1);
    var held = Rings.points(150, 2);
    var search = Search.random(6).seed(2).logUniform("rate", 1e-5, 1e-1);
    search.run(t -> {
      var model = Rings.net();
      model.train(train).optimizer(adam(t.real("rate"))).epochs(6).run();
      return model.evaluate(held).accuracy();
    });
    assertEquals(6, search.outcomes().size());
    assertTrue(search.best().score() > 0.85, search.toString());
    assertTrue(
        search.best().score() > search.outcomes().getLast().score() + 0.1, search.toString());
  }

  @Test
  void mistakesAreExplained() {
    assertThrows(GradusException.class, () -> Search.random(0));
    assertThrows(GradusException.class, () -> Search.random(2).trials());
    assertThrows(GradusException.class, () -> Search.random(2).logUniform("rate", 0, 1));
    assertThrows(GradusException.class, () -> Search.random(2).uniform("x", 2, 1));
    assertThrows(GradusException.class, () -> Search.random(2).choice("x"));
    assertThrows(
        GradusException.class, () -> Search.random(2).uniform("x", 1, 2).uniform("x", 1, 2));
    var search = Search.random(2).choice("x", "a");
    assertThrows(GradusException.class, search::best);
    var e = assertThrows(GradusException.class, () -> search.trials().getFirst().real("y"));
    assertTrue(e.getMessage().contains("there are x"), e.getMessage());
    assertThrows(GradusException.class, () -> search.trials().getFirst().real("x"));
    assertThrows(GradusException.class, () -> search.trials().getFirst().whole("x"));
  }
}
