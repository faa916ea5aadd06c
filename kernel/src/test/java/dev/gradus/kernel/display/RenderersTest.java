package dev.gradus.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderersTest {
  private final Renderers renderers = Renderers.load();

  @Test
  void imagesArePngWithTheirSize() {
    MimeBundle bundle = renderers.render(new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB));
    byte[] png = Base64.getDecoder().decode(String.valueOf(bundle.data().get("image/png")));
    assertEquals('P', png[1]);
    assertEquals(Map.of("width", 8, "height", 4), bundle.metadata().get("image/png"));
    assertEquals("image, 8 x 4 pixels", bundle.plain());
  }

  @Test
  void valuesAreTheirText() {
    assertEquals("null", renderers.render(null).plain());
    assertEquals("[[1, 2], [3]]", renderers.render(new int[][] {{1, 2}, {3}}).plain());
    assertEquals("[a, null]", renderers.render(new String[] {"a", null}).plain());
    assertEquals("{a=1}", renderers.render(Map.of("a", 1)).plain());
  }

  @Test
  void largeValuesAreCutWithANote() {
    String text = renderers.render("x".repeat(1_000_000)).plain();
    assertTrue(
        text.length() < 101_000
            && text.endsWith("(900,000 more characters; displayAll shows all)"));
    String list = renderers.render(IntStream.range(0, 5000).boxed().toList()).plain();
    assertTrue(list.endsWith("999, ... (4,000 more; displayAll shows all)]"));
    List<Integer> many = IntStream.range(0, 5000).boxed().toList();
    assertEquals(many.toString(), Detail.whole(() -> renderers.render(many)).plain());
    assertEquals(5001, renderers.render("x".repeat(5001)).plain().length());
  }

  record Point(int x, String name) {}

  private String html(Object value) {
    return String.valueOf(renderers.render(value).data().get("text/html"));
  }

  @Test
  void recordsMapsAndRowsOfNumbersAreTables() {
    List<Point> points = List.of(new Point(1, "<a>"), new Point(2, "b"));
    assertEquals(points.toString(), renderers.render(points).plain());
    assertTrue(html(points).contains(">name</th>"), html(points));
    assertTrue(html(points).contains(">&lt;a&gt;</td>"));
    assertEquals(html(points), html(points.toArray(Point[]::new)));
    assertTrue(html(new java.util.TreeMap<>(Map.of("k", 7))).contains(">7</td>"));
    assertTrue(html(new double[][] {{1.5, 2}, {3}}).contains(">1.5</td>"));
    assertEquals("null", html(List.of(1, 2)));
    assertEquals("null", html(List.of(new Point(1, "a"), "b")));
    assertEquals("null", html(Map.of()));
    List<Point> many = IntStream.range(0, 500).mapToObj(i -> new Point(i, "p")).toList();
    assertTrue(html(many).contains("440 more; displayAll shows all"));
    String all = String.valueOf(Detail.whole(() -> renderers.render(many)).data().get("text/html"));
    assertTrue(all.contains(">499</td>") && !all.contains("more"));
    assertTrue(html(new int[100][200]).contains("200 columns"));
  }

  @Test
  void aListThatHoldsItselfIsReported() {
    List<Object> outer = new ArrayList<>();
    outer.add(List.of(outer));
    assertTrue(renderers.render(outer).plain().contains("it contains itself"));
  }

  @Test
  void markupHasPlainText() {
    MimeBundle bundle = renderers.render(new HtmlText("<p>a &lt; <b>b</b></p>"));
    assertEquals("a < b", bundle.plain());
    assertEquals("<p>a &lt; <b>b</b></p>", bundle.data().get("text/html"));
    assertTrue(renderers.render(bundle, "text/html").data().containsKey("text/html"));
  }

  @Test
  void theMostSpecificRendererWins() {
    renderers.add(
        new Renderer<Thread.State>() {
          @Override
          public Class<Thread.State> type() {
            return Thread.State.class;
          }

          @Override
          public MimeBundle render(Thread.State value) {
            return MimeBundle.text("mine");
          }
        });
    assertEquals("mine", renderers.render(Thread.State.NEW).plain());
    assertEquals("[]", renderers.render(List.of()).plain());
  }
}
