package dev.gradus.magics.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/// Who may know whom: magics knows engine and kernel; these two know nothing of each other.
@AnalyzeClasses(packages = "dev.gradus", importOptions = DoNotIncludeTests.class)
class ModuleArrowsTest {
  private static final String ENGINE = "dev.gradus.engine..";
  private static final String KERNEL = "dev.gradus.kernel..";
  private static final String MAGICS = "dev.gradus.magics..";

  @ArchTest
  static final ArchRule engineStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KERNEL, MAGICS);

  @ArchTest
  static final ArchRule kernelStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(KERNEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENGINE, MAGICS);

  @ArchTest
  static final ArchRule engineNeedsOnlyTheJdkAndJson =
      classes()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the JDK, the engine, JSpecify or Gson",
                  c ->
                      c.isPrimitive()
                          || c.isArray()
                          || inPackage(c, "java.")
                          || inPackage(c, "javax.")
                          || inPackage(c, "jdk.incubator.vector")
                          || inPackage(c, "dev.gradus.engine")
                          || inPackage(c, "org.jspecify")
                          || inPackage(c, "com.google.gson")));

  @ArchTest
  static final ArchRule internalPackagesStayInTheirModule =
      classes()
          .that()
          .resideInAPackage("dev.gradus..")
          .should(
              new ArchCondition<>("use internal packages of their own module only") {
                @Override
                public void check(JavaClass origin, ConditionEvents events) {
                  for (Dependency d : origin.getDirectDependenciesFromSelf()) {
                    var target = d.getTargetClass().getBaseComponentType();
                    if (isInternal(target) && !module(target).equals(module(origin))) {
                      events.add(SimpleConditionEvent.violated(origin, d.getDescription()));
                    }
                  }
                }
              });

  @ArchTest
  static final ArchRule engineIsSilent =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("what the engine has to say goes through events and exceptions");

  private static boolean inPackage(JavaClass type, String prefix) {
    return type.getName().startsWith(prefix);
  }

  private static boolean isInternal(JavaClass type) {
    return type.getPackageName().startsWith("dev.gradus.")
        && (type.getPackageName() + ".").contains(".internal.");
  }

  /// `dev.gradus.kernel.cli` belongs to `kernel`.
  private static String module(JavaClass type) {
    var parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }
}
