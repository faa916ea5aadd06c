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
    assertTrue(text.length() < 101_000 && text.endsWith("(900,000 more characters)"));
    String list = renderers.render(IntStream.range(0, 5000).boxed().toList()).plain();
    assertTrue(list.endsWith("999, ... (4,000 more)]"));
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
