package dev.gradus.magics.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// Names that a student can import beside the JDK's, and packages whose nulls are declared.
@AnalyzeClasses(packages = "dev.gradus", importOptions = DoNotIncludeTests.class)
class NamesTest {

  /// A student's cell imports `java.util.*` and friends; a type of ours with such a name would make
  /// it ambiguous.
  @ArchTest
  static void noPublicTypeIsNamedAsOneOfTheJdk(JavaClasses all) {
    var known = Set.of("Module", "Function", "Random", "Process", "Format");
    var ours = all.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
    ours.addAll(known);
    var taken = publicNamesOfJavaBase(ours);
    assertTrue(taken.containsAll(known), "the scan of java.base finds too little");
    classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and()
        .resideOutsideOfPackage("..internal..")
        .should(
            new ArchCondition<>("have a name that java.base does not have") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (taken.contains(type.getSimpleName())) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + " clashes with a public type of java.base"));
                }
              }
            })
        .check(all);
  }

  @ArchTest
  static void everyPackageDeclaresItsNulls(JavaClasses all) {
    classes()
        .should(
            new ArchCondition<>("be in a package marked @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getPackageName() + " has no package-info with @NullMarked"));
                }
              }
            })
        .check(all);
  }

  /// Which of the names are those of public top-level types in the exported `java.*` packages of
  /// java.base.
  private static Set<String> publicNamesOfJavaBase(Set<String> names) {
    var base = ModuleFinder.ofSystem().find("java.base").orElseThrow();
    var exported =
        base.descriptor().exports().stream()
            .filter(e -> !e.isQualified() && e.source().startsWith("java."))
            .map(e -> e.source().replace('.', '/'))
            .collect(Collectors.toSet());
    try (var reader = base.open();
        var entries = reader.list()) {
      return entries
          .filter(e -> e.endsWith(".class") && !e.contains("$") && e.contains("/"))
          .filter(e -> exported.contains(e.substring(0, e.lastIndexOf('/'))))
          .filter(e -> names.contains(simpleName(e)))
          .filter(e -> isPublic(reader, e))
          .map(NamesTest::simpleName)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String simpleName(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1, entry.length() - ".class".length());
  }

  private static boolean isPublic(ModuleReader reader, String entry) {
    try (InputStream in = reader.open(entry).orElseThrow()) {
      return ClassFile.of().parse(in.readAllBytes()).flags().has(AccessFlag.PUBLIC);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
