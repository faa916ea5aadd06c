package dev.gradus.magics.figure;

import static dev.gradus.magics.Tables.data;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.MagicsException;
import dev.gradus.magics.Tables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class TableDataTest {
  private static Table flowers() {
    return Table.read()
        .csv(
            """
            length,width,fresh,species
            1.5,2,true,rose
            2.5,3,false,iris
            3.5,4,true,rose
            """,
            "flowers");
  }

  private static String message(Executable call) {
    return String.valueOf(assertThrows(MagicsException.class, call).getMessage());
  }

  @Test
  void columnsBecomeInputsAndClasses() {
    var data = data(flowers()).label("species").dataset();
    assertEquals(Shape.of(3), data.inputShape());
    assertEquals(List.of("iris", "rose"), data.classNames());
    assertArrayEquals(new int[] {1, 0, 1}, data.labels());
    assertArrayEquals(new float[] {2.5f, 3, 0}, data.input(1));
  }

  @Test
  void columnsBecomeTargets() {
    var data = data(flowers()).inputs("length").targets("width").dataset();
    assertArrayEquals(new float[] {3}, data.target(1));
    assertArrayEquals(new float[] {3.5f}, data.input(2));
  }

  @Test
  void aDataSetGoesThereAndBack() {
    var data = data(flowers()).label("species").dataset();
    var again = data(Tables.table(data)).label("class").dataset();
    assertArrayEquals(data.labels(), again.labels());
    assertEquals(data.classNames(), again.classNames());
    for (int i = 0; i < data.size(); i++) {
      assertArrayEquals(data.input(i), again.input(i));
    }
    var line = Dataset.regression(Shape.of(1), new float[] {1, 2}, Shape.of(1), new float[] {3, 5});
    var back = data(Tables.table(line)).targets("target").dataset();
    assertArrayEquals(line.target(1), back.target(1));
    assertArrayEquals(line.input(0), back.input(0));
  }

  @Test
  void missingValuesAreSaidAndCanBeLeftOut() {
    var table = Table.read().csv("a,b,c\n1,2,x\n3,,y\n5,6,x\n", "gaps");
    var text = message(() -> data(table).label("c").dataset());
    assertTrue(text.contains("the column b misses 1 of 3 values"), text);
    assertTrue(text.contains(".dropMissing()"), text);
    var kept = data(table).label("c").dropMissing().dataset();
    assertEquals(2, kept.size());
    assertArrayEquals(new float[] {5, 6}, kept.input(1));
  }

  @Test
  void mistakesAreSaid() {
    var text = message(() -> data(flowers()).targets("width").dataset());
    assertTrue(text.contains("the column species is string (\"rose\" in the first row)"), text);
    assertTrue(message(() -> data(flowers()).dataset()).contains("say what is to be learned"));
    assertTrue(message(() -> data(flowers()).label("kind")).contains("length, width, fresh"));
    var many = Table.create("many", IntColumn.indexColumn("i", 50, 0));
    var e = message(() -> data(many).inputs("i").label("i").dataset());
    assertTrue(e.contains("50 different values in 50 rows"), e);
  }
}
