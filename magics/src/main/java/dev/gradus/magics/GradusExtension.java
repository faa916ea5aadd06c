package dev.gradus.magics;

import dev.gradus.engine.Layers;
import dev.gradus.engine.Optimizers;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionExtension;
import dev.gradus.magics.cli.ZooCommand;
import dev.gradus.magics.internal.SessionState;
import dev.gradus.magics.internal.WarmUp;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/// What every session gets from the engine and the figures: imports, a context around its cells,
/// warm classes.
public final class GradusExtension implements SessionExtension {
  private static final List<Class<?>> FACTORIES =
      List.of(Layers.class, Optimizers.class, Figures.class, Course.class);

  /// For ServiceLoader.
  public GradusExtension() {}

  @Override
  public List<String> imports() {
    var packages =
        List.of(
            "dev.gradus.engine",
            "dev.gradus.engine.data",
            "dev.gradus.engine.layer",
            "dev.gradus.engine.op",
            "dev.gradus.engine.train",
            "dev.gradus.engine.zoo",
            "dev.gradus.magics",
            "dev.gradus.magics.figure");
    var lines = new java.util.ArrayList<String>();
    packages.forEach(p -> lines.add("import " + p + ".*;"));
    FACTORIES.forEach(c -> lines.add("import static " + c.getName() + ".*;"));
    return List.copyOf(lines);
  }

  @Override
  public List<String> importsFor(String methodName) {
    return FACTORIES.stream()
        .filter(c -> offers(c, methodName))
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
    return List.of(new ZooCommand());
  }

  @Override
  public void warmUp(Session session) {
    WarmUp.run();
  }
}
