package dev.gradus.magics.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/// No static mutable state: seeds, devices and caches belong to a session, and two sessions in one
/// JVM must not meet.
///
/// A static final array or collection is a constant table as long as nobody writes to it, which
/// bytecode does not tell; so they are allowed inside a package, and never where others could write
/// to them.
@AnalyzeClasses(packages = "dev.gradus", importOptions = DoNotIncludeTests.class)
class StaticStateTest {
  /// Fields that break a rule for a reason. Each needs its reason here.
  private static final Set<String> ALLOWED =
      Set.of(
          // System.out and System.err belong to the process, and so does what stands in for them
          "dev.gradus.kernel.session.internal.ProcessStreams.OWNER",
          "dev.gradus.kernel.session.internal.ProcessStreams.installed",
          "dev.gradus.kernel.session.internal.ProcessStreams.running");

  private static final Set<String> CONTAINERS =
      Set.of(
          "java.util.Collection",
          "java.util.Map",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer",
          "java.util.BitSet",
          "java.util.Random",
          "java.util.Properties");

  private static final Set<String> ALWAYS_STATE =
      Set.of(
          "java.lang.ThreadLocal",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.BlockingQueue",
          "java.util.concurrent.Executor",
          "java.lang.Thread",
          "java.lang.ref.Reference");

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields()
          .that()
          .areStatic()
          .and(DescribedPredicate.not(writtenByTheCompiler()))
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule staticFieldsHoldNoState =
      fields()
          .that()
          .areStatic()
          .and(DescribedPredicate.not(writtenByTheCompiler()))
          .should()
          .notHaveRawType(state());

  @ArchTest
  static final ArchRule tablesAreNotPublic =
      fields()
          .that()
          .areStatic()
          .and(DescribedPredicate.not(writtenByTheCompiler()))
          .and()
          .haveRawType(table())
          .should()
          .notBePublic()
          .andShould()
          .notBeProtected()
          .allowEmptyShould(true);

  private static DescribedPredicate<JavaField> writtenByTheCompiler() {
    return DescribedPredicate.describe(
        "synthetic or allowed by name",
        field ->
            field.getModifiers().contains(JavaModifier.SYNTHETIC)
                || ALLOWED.contains(field.getFullName()));
  }

  private static DescribedPredicate<JavaClass> state() {
    return DescribedPredicate.describe(
        "atomic, thread-local, concurrent or random state",
        type ->
            type.getName().startsWith("java.util.concurrent.atomic.")
                || type.isAssignableTo(java.util.Random.class)
                || ALWAYS_STATE.stream().anyMatch(type::isAssignableTo));
  }

  private static DescribedPredicate<JavaClass> table() {
    return DescribedPredicate.describe(
        "arrays or collections",
        type -> type.isArray() || CONTAINERS.stream().anyMatch(type::isAssignableTo));
  }
}
