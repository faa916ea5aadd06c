package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.train.Optimizer;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  @Test
  void everyFactoryHasItsName() {
    var factories =
        Arrays.stream(Optimizers.class.getMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()))
            .filter(m -> Optimizer.class.isAssignableFrom(m.getReturnType()))
            .map(m -> m.getName())
            .filter(name -> !name.equals("named"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(factories, new TreeSet<>(Optimizers.names()));
    for (var name : Optimizers.names()) {
      assertEquals(name, Optimizers.named(name).name());
      assertEquals(0.25, Optimizers.named(name, 0.25).learningRate());
    }
  }

  @Test
  void capitalsAndDashesDoNotMatter() {
    assertEquals(Optimizers.adamW(2e-3), Optimizers.named("AdamW", 2e-3));
    assertEquals(Optimizers.rmsProp(), Optimizers.named("rms-prop"));
    assertEquals(Optimizers.lbfgs(), Optimizers.named("L_BFGS"));
    assertEquals(Optimizers.adam(), Optimizers.named("ADAM"));
  }

  @Test
  void anUnknownNameGetsTheNearest() {
    var e = assertThrows(GradusException.class, () -> Optimizers.named("adm"));
    var message = String.valueOf(e.getMessage());
    assertTrue(message.contains("Did you mean adam?"), message);
    assertTrue(message.contains("rmsProp"), message);
    var far = assertThrows(GradusException.class, () -> Optimizers.named("stochasticHillClimbing"));
    assertTrue(String.valueOf(far.getMessage()).contains("There are sgd"), far.getMessage());
  }
}
