package dev.gradus.kernel.html;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.kernel.notebook.Notebook;
import dev.gradus.kernel.notebook.NotebookCell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A notebook as one HTML file that needs nothing else: formulas are MathML, pictures are embedded,
/// the style is inside, it follows the reader's light or dark theme and prints well.
///
/// HTML that a cell or Markdown brings along is shown as it is, but never runs: scripts, handlers
/// and embedded documents are removed, and the page's content security policy forbids scripts and
/// any request to a network.
public final class NotebookPage {
  private static final String POLICY =
      "default-src 'none'; img-src data:; media-src data:; font-src data:;"
          + " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private final Notebook notebook;
  private final String fallbackTitle;
  private final @Nullable Path folder;
  private final boolean input;
  private final MarkdownHtml markdown = new MarkdownHtml();

  /// @param fallbackTitle the page's title if the notebook has no first-level heading
  /// @param folder what relative picture paths in Markdown start from; null to embed no files
  public NotebookPage(Notebook notebook, String fallbackTitle, @Nullable Path folder) {
    this(notebook, fallbackTitle, folder, true);
  }

  private NotebookPage(
      Notebook notebook, String fallbackTitle, @Nullable Path folder, boolean input) {
    this.notebook = notebook;
    this.fallbackTitle = fallbackTitle;
    this.folder = folder;
    this.input = input;
  }

  /// This page without the source of code cells: text and outputs only.
  public NotebookPage withoutInput() {
    return new NotebookPage(notebook, fallbackTitle, folder, false);
  }

  /// The text of the page.
  public String toHtml() {
    String heading = notebook.title();
    String title = heading == null ? fallbackTitle : heading.replaceAll("[`*$]", "");
    var out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"").append(POLICY);
    out.append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta name=\"generator\" content=\"Gradus\">\n<title>").append(Html.escape(title));
    out.append("</title>\n<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    notebook.cells().forEach(cell -> cell(cell, out));
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private void cell(NotebookCell cell, StringBuilder out) {
    if (cell.source().isBlank() && cell.kind() != NotebookCell.Kind.CODE) {
      return;
    }
    switch (cell.kind()) {
      case MARKDOWN ->
          out.append("<section class=\"markdown\">\n")
              .append(markdown.render(cell.source(), new Pictures(folder, cell.attachments())))
              .append("</section>\n");
      case CODE -> code(cell, out);
      case RAW ->
          out.append("<section><pre class=\"raw\">")
              .append(Html.escape(cell.source()))
              .append("</pre></section>\n");
    }
  }

  private void code(NotebookCell cell, StringBuilder out) {
    if ((!input || cell.source().isBlank()) && cell.outputs().isEmpty()) {
      return;
    }
    out.append("<section class=\"code\">\n");
    if (input) {
      source(cell, out);
    }
    var outputs = new OutputHtml(markdown, new Pictures(folder, new JsonObject()));
    for (JsonElement element : cell.outputs()) {
      if (element instanceof JsonObject output) {
        output(output, outputs, out);
      }
    }
    out.append("</section>\n");
  }

  private static void source(NotebookCell cell, StringBuilder out) {
    Integer count = cell.executionCount();
    out.append("<div class=\"row\"><div class=\"prompt in\">In [");
    out.append(count == null ? "\u2007" : count).append("]</div><pre class=\"source\"><code>");
    out.append(JavaHighlighter.toHtml(cell.source().stripTrailing()));
    out.append("</code></pre></div>\n");
  }

  private static void output(JsonObject output, OutputHtml outputs, StringBuilder out) {
    String html = outputs.render(output);
    if (html.isEmpty()) {
      return;
    }
    out.append("<div class=\"row\"><div class=\"prompt out\">");
    if ("execute_result".equals(OutputHtml.text(output.get("output_type")))) {
      String count = OutputHtml.text(output.get("execution_count"));
      out.append("Out [").append(Html.escape(count)).append(']');
    }
    out.append("</div><div class=\"output\">").append(html).append("</div></div>\n");
  }

  private static String style() {
    try (InputStream in = NotebookPage.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
