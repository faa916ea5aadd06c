package dev.gradus.magics.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableRendererTest {
  @Test
  void numbersStandRightAndTextLeft() {
    var name = StringColumn.create("name", "a", "long one");
    var loss = DoubleColumn.create("loss", 0.123456789, Double.NaN);
    var count = IntColumn.create("n", 7, 1234);
    var bundle = new TableRenderer().render(Table.create("runs", name, loss, count));
    assertEquals(
        """
        runs
        name         loss     n
        a         0.12346     7
        long one        -  1234\
        """,
        bundle.plain());
    var html = String.valueOf(bundle.data().get("text/html"));
    assertTrue(html.contains("<td style=\"text-align: left\">long one</td>"), html);
    assertTrue(html.contains("<td style=\"text-align: right\">0.12346</td>"), html);
  }

  @Test
  void longTablesSayWhatIsLeftOut() {
    var table = Table.create("t", IntColumn.indexColumn("i", 1000, 0));
    var bundle = new TableRenderer().render(table);
    assertTrue(bundle.plain().endsWith("first 30 of 1,000 rows"), bundle.plain());
    assertEquals(33, bundle.plain().lines().count());
  }
}
