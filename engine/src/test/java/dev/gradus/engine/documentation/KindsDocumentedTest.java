package dev.gradus.engine.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Constraints;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.train.Constraint;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.Metric;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Regularizer;
import dev.gradus.engine.train.Schedule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the comment of every layer, operation, loss, metric, optimizer, schedule, penalty, rule and
/// initializer owes: where it comes from, what it refuses, and, as far as its kind has them,
/// formula, shapes, gradient and defaults.
class KindsDocumentedTest {
  /// Something that a comment says.
  ///
  /// @param name for the list of what is missing
  /// @param words one of them occurs
  private record Duty(String name, Pattern words) {
    static Duty of(String name, String words) {
      return new Duty(name, Pattern.compile(words));
    }
  }

  private static final Duty SOURCE = Duty.of("source", "Sources?: \\S");
  private static final Duty ERRORS = Duty.of("errors", "Errors: \\S");
  private static final Duty SHAPES =
      Duty.of(
          "shapes",
          "\\[[^\\]#]*(,|batch|\\.\\.\\.)[^\\]#]*\\]|any shape|one shape|Takes( and gives)? what");
  private static final Duty FILLED = Duty.of("shapes", "any shape|\\bFan\\b|\\[rows, columns\\]");
  private static final Duty GRADIENT = Duty.of("gradient", "Gradient|no gradient");
  private static final Duty FORMULA = Duty.of("formula", "=|\\b([Mm]ean|[Ss]um) (of|over)");

  private static final Duty RATE = Duty.of("formula", "\\bbase\\b|rate of the schedule");

  private static final Map<Class<?>, List<Duty>> DUTIES =
      Map.of(
          Op.class, List.of(SOURCE, ERRORS, SHAPES, GRADIENT),
          LayerSpec.class, List.of(SOURCE, ERRORS, SHAPES),
          Loss.class, List.of(SOURCE, ERRORS, SHAPES, FORMULA),
          Metric.class, List.of(SOURCE, ERRORS, SHAPES, FORMULA),
          Optimizer.class, List.of(SOURCE, ERRORS, FORMULA),
          Schedule.class, List.of(SOURCE, ERRORS, RATE),
          Regularizer.class, List.of(SOURCE, ERRORS, FORMULA),
          Constraint.class, List.of(SOURCE, ERRORS, FORMULA),
          Initializer.class, List.of(SOURCE, ERRORS, FORMULA, FILLED));

  private static final List<Class<?>> FACTORIES =
      List.of(
          Layers.class,
          Losses.class,
          Metrics.class,
          Optimizers.class,
          Schedules.class,
          Regularizers.class,
          Constraints.class);

  @Test
  void everyMemberSaysWhatItOwes() throws IOException {
    var members = members();
    assertTrue(members.size() > 150, "too few to be all: " + members.size());
    var missing = new TreeSet<String>();
    members.forEach((name, member) -> {
      for (var duty : member.duties()) {
        if (!duty.words().matcher(member.comment()).find()) {
          missing.add(name + ": " + duty.name());
        }
      }
    });
    assertEquals(new TreeSet<String>(), missing);
  }

  /// A component that the shortest way to make a record leaves out has a default, which is said.
  @Test
  void everyDefaultIsSaid() throws IOException {
    var missing = new TreeSet<String>();
    members()
        .forEach((name, member) -> {
          var components = member.type().getRecordComponents();
          int needed = components == null ? 0 : shortest(member.type());
          for (int i = needed; components != null && i < components.length; i++) {
            var said = described(member.comment(), components[i].getName());
            if (!said.contains("default") && !said.contains("always given")) {
              missing.add(name + " @param " + components[i].getName());
            }
          }
        });
    assertEquals(new TreeSet<String>(), missing);
  }

  private record Member(Class<?> type, String comment, List<Duty> duties) {}

  private static Map<String, Member> members() throws IOException {
    var members = new TreeMap<String, Member>();
    DocumentedTest.comments()
        .types()
        .forEach((name, comment) -> {
          var type = type("dev.gradus.engine." + name);
          if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return;
          }
          var duties = new ArrayList<Duty>();
          DUTIES.forEach((kind, owed) -> {
            if (kind.isAssignableFrom(type)) {
              duties.addAll(owed);
            }
          });
          if (!duties.isEmpty() || (type.isRecord() && Modifier.isPublic(type.getModifiers()))) {
            members.put(name, new Member(type, comment.replaceAll("\\s+", " "), duties));
          }
        });
    return members;
  }

  /// A type by its name in the source, where nested ones have a dot.
  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, KindsDocumentedTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        throw new LinkageError(name, e);
      }
      return type(name.substring(0, dot) + '$' + name.substring(dot + 1));
    }
  }

  /// How many arguments the shortest constructor or factory takes.
  private static int shortest(Class<?> type) {
    var constructors =
        Arrays.stream(type.getConstructors()).mapToInt(c -> c.getParameterCount()).boxed();
    var factories =
        FACTORIES.stream()
            .flatMap(f -> Arrays.stream(f.getMethods()))
            .filter(m -> m.getReturnType() == type)
            .map(m -> m.getParameterCount());
    return Stream.concat(constructors, factories).min(Integer::compare).orElse(0);
  }

  private static String described(String comment, String component) {
    var found = Pattern.compile("@param " + component + " (.*?)(?=@param|$)").matcher(comment);
    return found.find() ? found.group(1) : "";
  }
}
