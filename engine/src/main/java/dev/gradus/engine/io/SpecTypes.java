package dev.gradus.engine.io;

import dev.gradus.engine.Constraints;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.layer.Add;
import dev.gradus.engine.layer.Average;
import dev.gradus.engine.layer.Concat;
import dev.gradus.engine.layer.Constrained;
import dev.gradus.engine.layer.Dot;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.Multiply;
import dev.gradus.engine.layer.Named;
import dev.gradus.engine.layer.Regularized;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.train.LossSum;
import dev.gradus.engine.zoo.DigitPrototypes;
import dev.gradus.engine.zoo.ScaledTanh;
import dev.gradus.engine.zoo.Subsampling;
import dev.gradus.engine.zoo.TableConv2d;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The records and enums that a file may name: those of the engine, by what the factories give, and
/// those of the user that were passed. A name in a file is only looked up here, never loaded.
///
/// The engine's are named `Dense` or, nested, `Initializer.He`; the user's `own:Gated`.
final class SpecTypes {
  /// Their static methods' result types say which settings there are.
  private static final List<Class<?>> FACTORIES =
      List.of(
          Layers.class,
          Optimizers.class,
          Losses.class,
          Regularizers.class,
          Constraints.class,
          Schedules.class);

  /// What no factory's result type tells.
  private static final List<Class<?>> MORE =
      List.of(
          Named.class,
          Regularized.class,
          Constrained.class,
          Initializer.class,
          Padding.class,
          LossSum.class,
          Add.class,
          Average.class,
          Concat.class,
          Dot.class,
          Multiply.class,
          DigitPrototypes.class,
          ScaledTanh.class,
          Subsampling.class,
          TableConv2d.class);

  private static final String ENGINE = "dev.gradus.engine.";
  private static final String OWN = "own:";

  private final Map<String, Class<?>> types;
  private final Map<Class<?>, String> names;

  private SpecTypes(Map<String, Class<?>> types, Map<Class<?>, String> names) {
    this.types = Map.copyOf(types);
    this.names = Map.copyOf(names);
  }

  private static final class Engine {
    static final SpecTypes TYPES = engine();
  }

  private static SpecTypes engine() {
    var found = new HashSet<Class<?>>();
    for (var factories : FACTORIES) {
      for (Method factory : factories.getMethods()) {
        if (Modifier.isStatic(factory.getModifiers())) {
          reach(factory.getGenericReturnType(), true, found);
        }
      }
    }
    MORE.forEach(type -> reach(type, true, found));
    Map<String, Class<?>> types = new HashMap<>();
    Map<Class<?>, String> names = new HashMap<>();
    for (var type : found) {
      if (type.isRecord() || type.isEnum()) {
        put(types, names, engineName(type), type);
      }
    }
    return new SpecTypes(types, names);
  }

  /// The engine's types and the user's, with what their components mention.
  ///
  /// @throws DataException if two of the user's types have the same simple name
  static SpecTypes with(Class<?>... own) {
    var found = new HashSet<Class<?>>();
    for (var type : own) {
      reach(type, false, found);
    }
    Map<String, Class<?>> types = new HashMap<>(Engine.TYPES.types);
    Map<Class<?>, String> names = new HashMap<>(Engine.TYPES.names);
    for (var type : found) {
      if ((type.isRecord() || type.isEnum()) && !names.containsKey(type)) {
        put(types, names, OWN + type.getSimpleName(), type);
      }
    }
    return new SpecTypes(types, names);
  }

  private static void put(
      Map<String, Class<?>> types, Map<Class<?>, String> names, String name, Class<?> type) {
    names.put(type, name);
    var other = types.put(name, type);
    if (other != null) {
      throw new DataException(
          "the classes "
              + other.getName()
              + " and "
              + type.getName()
              + " have the same short name, by which a model file tells classes apart. Rename one.");
    }
  }

  private static String engineName(Class<?> type) {
    var outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : engineName(outer) + "." + type.getSimpleName();
  }

  /// Collects a type and what it mentions: components, permitted and member types.
  private static void reach(Type type, boolean engineOnly, Set<Class<?>> found) {
    switch (type) {
      case Class<?> c when c.isArray() -> reach(c.getComponentType(), engineOnly, found);
      case Class<?> c -> reachClass(c, engineOnly, found);
      case ParameterizedType p -> {
        reach(p.getRawType(), engineOnly, found);
        Arrays.stream(p.getActualTypeArguments()).forEach(t -> reach(t, engineOnly, found));
      }
      case WildcardType w ->
          Arrays.stream(w.getUpperBounds()).forEach(t -> reach(t, engineOnly, found));
      case GenericArrayType a -> reach(a.getGenericComponentType(), engineOnly, found);
      default -> {}
    }
  }

  private static void reachClass(Class<?> type, boolean engineOnly, Set<Class<?>> found) {
    boolean wanted =
        !type.isPrimitive()
            && !type.getName().startsWith("java.")
            && (!engineOnly || type.getName().startsWith(ENGINE));
    if (!wanted || !found.add(type)) {
      return;
    }
    if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        reach(component.getGenericType(), engineOnly, found);
      }
    }
    if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(t -> reach(t, engineOnly, found));
    }
    if (type.isInterface()) {
      Arrays.stream(type.getDeclaredClasses()).forEach(t -> reach(t, engineOnly, found));
    }
  }

  /// The type with a name.
  Optional<Class<?>> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /// The name of a type, its own or the one it would have as the user's.
  String name(Class<?> type) {
    var name = names.get(type);
    return name != null ? name : OWN + type.getSimpleName();
  }

  /// Whether it is one of the engine's.
  static boolean isEngines(Class<?> type) {
    return Engine.TYPES.names.containsKey(type);
  }

  /// The user's class that a name stands for, or nothing if the engine's.
  static Optional<String> ownName(String name) {
    return name.startsWith(OWN) ? Optional.of(name.substring(OWN.length())) : Optional.empty();
  }
}
