package dev.gradus.engine.misuse;

import dev.gradus.engine.Device;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Standardizer;
import dev.gradus.engine.layer.Add;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.EarlyStopping;
import dev.gradus.engine.train.MaxNorm;
import dev.gradus.engine.train.Rings;
import dev.gradus.engine.train.StateStore;
import dev.gradus.engine.train.TrainingListener;
import dev.gradus.engine.train.TrainingState;
import java.lang.reflect.Array;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Usual and senseless values for the parameters of a method, by their types.
final class Arguments {
  private Arguments() {}

  /// A value that makes sense.
  static Object usual(Class<?> type) {
    if (type.isArray()) {
      var array = Array.newInstance(type.getComponentType(), 2);
      for (int i = 0; i < 2; i++) {
        Array.set(array, i, usual(type.getComponentType()));
      }
      return array;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return type.isPrimitive() ? number(type) : object(type);
  }

  private static Object number(Class<?> type) {
    return switch (type.getName()) {
      case "int" -> 2;
      case "long" -> 2L;
      case "float" -> 0.5f;
      case "double" -> 0.5;
      case "byte" -> (byte) 1;
      case "boolean" -> true;
      default -> throw new AssertionError("a value for " + type + " is needed");
    };
  }

  private static Object object(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "x";
      case "Object" -> 1;
      case "Shape" -> Shape.of(2);
      case "Tensor" -> Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
      case "LayerSpec" -> Layers.dense(2);
      case "Recurrent" -> Layers.lstm(2);
      case "JoinSpec" -> new Add();
      case "Standardizer" -> new Standardizer(List.of(0.0), List.of(1.0));
      case "UnaryOperator" -> (UnaryOperator<Tensor>) x -> x;
      case "DoubleUnaryOperator" -> (DoubleUnaryOperator) x -> x;
      case "IntPredicate" -> (IntPredicate) x -> true;
      case "Initializer" -> Initializer.he();
      case "Regularizer" -> Regularizers.l2(0.1);
      case "Constraint" -> new MaxNorm(1);
      case "Optimizer" -> Optimizers.adam();
      case "Loss" -> Losses.crossEntropy();
      case "Metric" -> Metrics.accuracy();
      case "Schedule" -> Schedules.constantRate();
      case "Callback" -> new EarlyStopping(2, 0, "loss");
      case "TrainingListener" -> (TrainingListener) e -> {};
      case "StateStore" -> StateStore.inMemory();
      case "Dataset" -> Rings.points(6, 1);
      case "DatasetPair" -> Rings.points(6, 1).split(0.5, 1);
      case "Model" -> Rings.net();
      case "Wire" -> Wire.input("w", 3);
      case "Augment" -> Augment.none();
      case "Device" -> Device.cpu();
      case "Padding" -> Padding.valid();
      case "TrainingState" -> trained();
      case "List" -> List.of();
      case "Path" -> java.nio.file.Path.of("no", "such", "folder", "file");
      case "Philox" -> new Philox(1, 1);
      case "Map" -> java.util.Map.of();
      case "Collection", "Iterable" -> List.of();
      case "Class" -> Object.class;
      case "Corpus" -> Everything.corpus();
      case "Vocabulary" -> Everything.corpus().vocabulary();
      case "Tokenizer" -> Everything.corpus().tokenizer();
      case "SentencePairs" -> Everything.pairs();
      case "Seq2SeqSpec" -> new dev.gradus.engine.text.Seq2SeqSpec();
      case "Attention" -> dev.gradus.engine.layer.Attention.dot();
      case "NamedArray" -> dev.gradus.engine.io.NamedArray.of("a", Shape.of(2), 1f, 2f);
      case "Integer" -> 1;
      case "Double" -> 1.0;
      case "Long" -> 1L;
      case "Boolean" -> true;
      case "ToDoubleFunction" -> (java.util.function.ToDoubleFunction<Object>) x -> 1;
      case "Function" -> (java.util.function.Function<Object, Object>) x -> x;
      case "Consumer" -> (java.util.function.Consumer<Object>) x -> {};
      case "Supplier" -> (java.util.function.Supplier<Object>) () -> 1;
      case "Runnable" -> (Runnable) () -> {};
      case "Callable" -> (java.util.concurrent.Callable<Object>) () -> 1;
      case "ImageChange" -> new dev.gradus.engine.data.ImageChange.Shift(1);
      case "ConfusionMatrix" ->
          dev.gradus.engine.train.ConfusionMatrix.of(new int[] {0}, new int[] {0}, 2);
      case "History" -> Everything.history();
      case "Memory" -> new dev.gradus.engine.train.Callback.Memory(new double[] {1}, null);
      case "CallableOp" -> (ScopedValue.CallableOp<Object, RuntimeException>) () -> 1;
      case "ReceptiveField" -> dev.gradus.engine.ReceptiveField.pixel();
      case "SearchRange" -> new dev.gradus.engine.diagnose.SearchRange.Uniform(0, 1);
      case "Average" -> dev.gradus.engine.train.Average.MACRO;
      default -> throw new AssertionError("a value for " + type + " is needed");
    };
  }

  private static TrainingState trained() {
    var net = Rings.net();
    net.train(Rings.points(6, 1)).batchSize(3).steps(1).run();
    return net.trainingState().orElseThrow();
  }

  /// Values that make no sense, or hardly.
  static List<@Nullable Object> senseless(Parameter parameter) {
    var type = parameter.getType();
    if (type == int.class) {
      return List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class) {
      return List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class) {
      return List.of(
          0.0,
          -1.0,
          2.0,
          1e-320,
          1e308,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);
    }
    if (type == float.class) {
      return List.of(0f, -1f, Float.NaN, Float.POSITIVE_INFINITY);
    }
    var values = new ArrayList<@Nullable Object>();
    if (!type.isPrimitive()) {
      values.add(null);
    }
    if (type == String.class) {
      values.addAll(List.of("", "a/b", "no such thing"));
    } else if (type == Shape.class) {
      values.addAll(List.of(Shape.of(), Shape.of(0), Shape.of(3, 0), Shape.of(1, 2, 3, 4, 5, 6)));
    } else if (type == Tensor.class) {
      values.addAll(
          List.of(
              Tensor.scalar(1),
              Tensor.zeros(0, 3),
              Tensor.zeros(5),
              Tensor.zeros(1, 2, 3, 4),
              Tensor.full(Shape.of(2, 3), Double.NaN)));
    } else if (type.isArray()) {
      addArrays(type, values);
    }
    return values;
  }

  private static void addArrays(Class<?> type, List<@Nullable Object> values) {
    var element = type.getComponentType();
    values.add(Array.newInstance(element, 0));
    if (!element.isPrimitive()) {
      var holed = Array.newInstance(element, 2);
      Array.set(holed, 0, usual(element));
      values.add(holed);
    }
    if (element == int.class) {
      values.addAll(
          List.of(
              new int[] {0},
              new int[] {-1},
              new int[] {0, 0},
              new int[] {7, -7},
              new int[] {65536, 65536}));
    } else if (element == float.class) {
      values.addAll(List.of(new float[] {Float.NaN, 1}, new float[] {1}, new float[7]));
    } else if (type == float[][].class) {
      values.add(new float[][] {{1, 2}, {1}});
      values.add(new float[2][0]);
    }
  }

  /// As `(2, null)`.
  static String text(@Nullable Object[] arguments) {
    return Arrays.stream(arguments)
        .map(a ->
            a == null
                ? "null"
                : a instanceof int[] i
                    ? Arrays.toString(i)
                    : a instanceof float[] f
                        ? Arrays.toString(f)
                        : a instanceof Object[] o
                            ? Arrays.toString(o)
                            : a instanceof Number || a instanceof String || a instanceof Shape
                                ? a.toString()
                                : a.getClass().getSimpleName())
        .toList()
        .toString();
  }
}
