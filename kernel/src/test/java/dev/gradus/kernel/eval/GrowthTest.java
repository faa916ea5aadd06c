package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// A session forgets what is out of force. The long run with figures is [SessionGrowth].
class GrowthTest {
  private static final int ROUND = 140;

  private static int round(Cells cells, int from) {
    for (int i = from; i < from + ROUND; i++) {
      String code =
          switch (i % 4) {
            case 0 -> "int v" + i % 20 + " = " + i + ";";
            case 1 -> "class C" + i % 20 + " { int f = " + i + "; } new C" + i % 20 + "().f";
            case 2 -> "int m" + i % 20 + "() { return " + i + "; }";
            default -> "1 + " + i;
          };
      assertTrue(cells.run(code).ok(), code);
    }
    return from + ROUND;
  }

  private static int loadedClasses() throws InterruptedException {
    int last = Integer.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
      last = Math.min(last, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }
    return last;
  }

  @Test
  void classesOfOldCellsUnload() throws Exception {
    try (var cells = new Cells()) {
      int next = round(cells, 0);
      next = round(cells, next);
      int before = loadedClasses();
      next = round(cells, next);
      round(cells, next);
      int after = loadedClasses();
      assertTrue(after < before + ROUND, before + " classes, then " + after);
    }
  }

  @Test
  void objectsOfOldClassesWorkOn() {
    try (var cells = new Cells()) {
      cells.run("class Base { int n = 1; protected int twice() { return 2 * n; } }");
      cells.run(
          "class Kept extends Base implements java.util.function.IntSupplier {"
              + " public int getAsInt() { return twice() + other(n); }"
              + " static int other(int n) { return new Helper(n).value; } }"
              + " class Helper { int value; Helper(int n) { value = 10 * n; } }");
      assertEquals("", cells.eval("java.util.function.IntSupplier old = new Kept();"));
      cells.run("class Kept { }");
      cells.run("class Helper { }");
      int next = round(cells, 0);
      round(cells, next);
      System.gc();
      assertEquals("12", cells.eval("old.getAsInt()"));
    }
  }

  @Test
  void packageAccessHoldsBetweenCells() {
    try (var cells = new Cells()) {
      cells.run(
          "class Part { int size = 3; int size() { return size; }"
              + " protected static int made = 7; Part() { } Part(int n) { size = n; } }");
      assertEquals("3", cells.eval("new Part().size"));
      assertEquals("5", cells.eval("new Part(5).size()"));
      assertEquals("7", cells.eval("Part.made"));
      cells.run("class Sub extends Part { int size() { return 10 * super.size(); } }");
      assertEquals("30", cells.eval("Part p = new Sub(); p.size()"));
    }
  }

  @Test
  void namesFarApartFindEachOther() {
    try (var cells = new Cells()) {
      cells.run("int base = 2;");
      cells.run("int area(int x) { return x * base; }");
      cells.run("int volume(int x) { return area(x) * base; }");
      cells.run("var shape = new Object() { int sides = 4; };");
      for (int i = 0; i < 30; i++) {
        cells.run("int other" + i + " = " + i + ";");
      }
      assertEquals("12", cells.eval("volume(3)"));
      cells.run("long base = 3;");
      cells.run("int area(int x) { return (int) (x * base); }");
      cells.run("int volume(int x) { return (int) (area(x) * base); }");
      assertEquals("27", cells.eval("volume(3)"));
      assertEquals("4", cells.eval("var again = shape; again.sides"));
      assertEquals(
          "435",
          cells.eval(
              "int sum = 0; for (int v : new int[] {other29, other28}) sum += v; sum + 378"));
    }
  }

  @Test
  void aWaitingMethodIsCompletedByALaterName() {
    try (var cells = new Cells()) {
      for (int i = 0; i < 10; i++) {
        cells.run("int pad" + i + " = " + i + ";");
      }
      cells.run("int late() { return helper() + pad3; }");
      cells.run("int unrelated = 1;");
      cells.run("int helper() { return 39; }");
      assertEquals("42", cells.eval("late()"));
    }
  }

  @Test
  void aDroppedNameCanBeDeclaredAgain() {
    try (var cells = new Cells()) {
      cells.run("int again = 1;");
      cells.run("%reset");
      int next = round(cells, 0);
      round(cells, next);
      assertEquals("5", cells.eval("int again = 5; again"));
      assertEquals("6", cells.eval("String again = \"6\"; again"));
    }
  }
}
