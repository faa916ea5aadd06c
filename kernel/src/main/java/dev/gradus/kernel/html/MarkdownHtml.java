package dev.gradus.kernel.html;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/// Markdown as HTML: CommonMark with tables, formulas, highlighted Java and an anchor on every
/// heading. One instance serves one page, so that anchors are unique on it.
final class MarkdownHtml {
  private final Parser parser = Parser.builder().extensions(extensions()).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .extensions(extensions())
          .attributeProviderFactory(_ -> headingIds())
          .nodeRendererFactory(CodeBlocks::new)
          .build();
  private final Set<String> ids = new HashSet<>();
  private final IdentityHashMap<Node, String> headings = new IdentityHashMap<>();

  /// The HTML of one cell or output.
  String render(String markdown, Pictures pictures) {
    var math = new MathText(markdown);
    Node document = parser.parse(math.marked());
    headings.clear();
    document.accept(new Restore(math));
    return HtmlCleaner.clean(renderer.render(document), pictures, math::asMathMl, math::asSource);
  }

  /// The anchor that JupyterLab gives a heading, so that links between sections work in both.
  private String freshId(String heading) {
    String id = heading.strip().replaceAll("\\s+", "-");
    String unique = id;
    for (int i = 1; !ids.add(unique); i++) {
      unique = id + "-" + i;
    }
    return unique;
  }

  private AttributeProvider headingIds() {
    return (node, _, attributes) -> {
      String id = headings.get(node);
      if (id != null) {
        attributes.put("id", id);
      }
    };
  }

  private static List<org.commonmark.Extension> extensions() {
    return List.of(TablesExtension.create());
  }

  /// Undoes what [MathText] took for a formula where Markdown says that it is code or an address,
  /// and links every heading to itself.
  private final class Restore extends AbstractVisitor {
    private final MathText math;

    Restore(MathText math) {
      this.math = math;
    }

    @Override
    public void visit(Code code) {
      code.setLiteral(math.asSource(code.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock block) {
      block.setLiteral(math.asSource(block.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      block.setLiteral(math.asSource(block.getLiteral()));
    }

    @Override
    public void visit(Link link) {
      link.setDestination(math.asSource(link.getDestination()));
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      image.setDestination(math.asSource(image.getDestination()));
      visitChildren(image);
    }

    @Override
    public void visit(Heading heading) {
      visitChildren(heading);
      String id = freshId(math.asSource(textOf(heading)));
      headings.put(heading, id);
      var anchor = new HtmlInline();
      anchor.setLiteral(
          "<a class=\"anchor\" href=\"#" + Html.escape(id) + "\" aria-label=\"Link here\">¶</a>");
      heading.appendChild(anchor);
    }

    private String textOf(Node node) {
      var text = new StringBuilder();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text part) {
              text.append(part.getLiteral());
            }

            @Override
            public void visit(Code code) {
              text.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
              text.append(' ');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
              text.append(' ');
            }

            @Override
            public void visit(HtmlInline html) {}
          });
      return text.toString();
    }
  }

  /// Fenced code: Java is highlighted, the rest is plain.
  private static final class CodeBlocks implements NodeRenderer {
    private final HtmlWriter html;

    CodeBlocks(HtmlNodeRendererContext context) {
      html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
      if (node instanceof FencedCodeBlock block) {
        String info = String.valueOf(block.getInfo()).strip().toLowerCase(Locale.ROOT);
        boolean java = info.startsWith("java") && !info.startsWith("javascript");
        String code = block.getLiteral();
        html.line();
        html.raw("<pre class=\"source\"><code>");
        html.raw(java ? JavaHighlighter.toHtml(code) : Html.escape(code));
        html.raw("</code></pre>");
        html.line();
      }
    }
  }
}
