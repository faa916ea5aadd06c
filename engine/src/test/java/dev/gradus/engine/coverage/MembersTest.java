package dev.gradus.engine.coverage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.Lambda;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.Metric;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Regularizer;
import dev.gradus.engine.train.Schedule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every member of every kind has a test of its name that calls the contract test of the kind: `X`
/// in `XTest`, a member inside an interface in the test of the interface.
class MembersTest {

  /// A kind of thing.
  ///
  /// @param contracts the classes of which the test must call one
  private record Kind(Class<?> type, List<String> contracts) {
    static Kind of(Class<?> type, String... contracts) {
      return new Kind(type, List.of(contracts));
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          Kind.of(Op.class, "OpContract", "RecurrentCases"),
          Kind.of(LayerSpec.class, "LayerContract", "CellContract"),
          Kind.of(Initializer.class, "InitializerContract"),
          Kind.of(Loss.class, "LossContract"),
          Kind.of(Metric.class, "MetricContract"),
          Kind.of(Regularizer.class, "RegularizerContract"),
          Kind.of(Optimizer.class, "OptimizerContract"),
          Kind.of(Schedule.class, "ScheduleContract"));

  /// What the contract cannot be asked of: a lambda is a function of the user's, which need not be
  /// replayable nor have a gradient. It has its own test.
  private static final Set<Class<?>> OWN = Set.of(Lambda.class);

  private static Path root(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @TestFactory
  List<DynamicTest> everyMemberCallsItsContract() {
    var tests = new ArrayList<DynamicTest>();
    for (var kind : KINDS) {
      tests.add(DynamicTest.dynamicTest(kind.type().getSimpleName(), () -> check(kind)));
    }
    return tests;
  }

  private static void check(Kind kind) throws IOException, URISyntaxException {
    var members = members(kind.type());
    assertTrue(members.size() > 2, () -> "too few to be all: " + members);
    var open = new TreeSet<String>();
    for (var member : members) {
      if (!tested(member, kind.contracts())) {
        open.add(member.getName());
      }
    }
    assertTrue(open.isEmpty(), () -> "no test of the name calls " + kind.contracts() + ": " + open);
  }

  /// The concrete classes of the engine that are of a kind.
  private static List<Class<?>> members(Class<?> kind) throws IOException, URISyntaxException {
    var root = root(kind);
    var members = new ArrayList<Class<?>>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        var name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
        if (name.contains("-info")) {
          continue;
        }
        var type = CoverageTest.load(name.substring(0, name.length() - ".class".length()));
        if (kind.isAssignableFrom(type) && made(type)) {
          members.add(type);
        }
      }
    }
    return members;
  }

  /// Public classes that have instances; the others are parts of them.
  private static boolean made(Class<?> type) {
    int modifiers = type.getModifiers();
    return Modifier.isPublic(modifiers) && !Modifier.isAbstract(modifiers) && !type.isInterface();
  }

  private static boolean tested(Class<?> member, List<String> contracts)
      throws IOException, URISyntaxException {
    var test = member.getNestHost().getName().replace('.', '/') + "Test.class";
    var file = root(MembersTest.class).resolve(test);
    if (!Files.exists(file)) {
      return false;
    }
    // the names of the classes it calls stand in the class file as they are
    var code = Files.readString(file, StandardCharsets.ISO_8859_1);
    return OWN.contains(member)
        || contracts.stream().anyMatch(contract -> code.contains("/" + contract));
  }
}
