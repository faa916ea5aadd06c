package dev.gradus.magics;

import dev.gradus.engine.Constraints;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.train.Average;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionExtension;
import dev.gradus.magics.bench.BenchCommand;
import dev.gradus.magics.cli.ZooCommand;
import dev.gradus.magics.internal.SessionState;
import dev.gradus.magics.internal.WarmUp;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// What every session gets from the engine and the figures: imports, a context around its cells,
/// warm classes.
public final class GradusExtension implements SessionExtension {
  /// Their static methods need no qualification in a cell.
  static final List<Class<?>> FACTORIES =
      List.of(
          Layers.class,
          Optimizers.class,
          Losses.class,
          Metrics.class,
          Schedules.class,
          Regularizers.class,
          Constraints.class,
          Figures.class,
          Course.class);

  /// Their public types need no qualification in a cell.
  static final List<String> PACKAGES =
      List.of(
          "dev.gradus.engine",
          "dev.gradus.engine.data",
          "dev.gradus.engine.diagnose",
          "dev.gradus.engine.inspect",
          "dev.gradus.engine.io",
          "dev.gradus.engine.layer",
          "dev.gradus.engine.op",
          "dev.gradus.engine.text",
          "dev.gradus.engine.train",
          "dev.gradus.engine.zoo",
          "dev.gradus.magics",
          "dev.gradus.magics.figure");

  /// Types whose simple name stands in two packages that a cell sees. An import of its own says
  /// which is meant: the average of precision or recall (the layer of that name is written
  /// `average(...)`).
  static final List<Class<?>> CHOSEN = List.of(Average.class);

  /// Factory methods that several holders have with the same parameters: `Optimizers.named("adam")`
  /// keeps its qualifier, which says what is named.
  static final Set<String> QUALIFIED = Set.of("named", "names");

  /// For ServiceLoader.
  public GradusExtension() {}

  @Override
  public List<String> imports() {
    var lines = new ArrayList<String>();
    PACKAGES.forEach(p -> lines.add("import " + p + ".*;"));
    CHOSEN.forEach(c -> lines.add("import " + c.getName() + ";"));
    FACTORIES.forEach(c -> lines.add("import static " + c.getName() + ".*;"));
    return List.copyOf(lines);
  }

  @Override
  public List<String> importsFor(String methodName) {
    return FACTORIES.stream()
        .filter(c -> !QUALIFIED.contains(methodName) && offers(c, methodName))
        .map(c -> "import static " + c.getName() + "." + methodName + ";")
        .toList();
  }

  private static boolean offers(Class<?> holder, String methodName) {
    return Arrays.stream(holder.getDeclaredMethods())
        .anyMatch(m ->
            m.getName().equals(methodName)
                && Modifier.isStatic(m.getModifiers())
                && Modifier.isPublic(m.getModifiers()));
  }

  @Override
  public <T> T aroundCell(Session session, Callable<T> body) throws Exception {
    return SessionState.of(session).context().<T, Exception>call(body::call);
  }

  @Override
  public List<Object> commands() {
    return List.of(new ZooCommand(), new BenchCommand());
  }

  @Override
  public void warmUp(Session session) {
    WarmUp.run();
  }
}
