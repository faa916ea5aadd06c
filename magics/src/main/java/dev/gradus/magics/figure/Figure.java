package dev.gradus.magics.figure;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.MagicsException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/// A picture as an object: the last value of a cell shows it, and it can be saved or read as
/// numbers.
///
/// ```java
/// var fig = %plot_loss
/// fig.save("loss.png");
/// fig.data()               // the numbers that were drawn, as a table
/// ```
public final class Figure {
  private static final int SCALE = 2;

  private final String title;
  private final String facts;
  private final Picture picture;
  private final Supplier<Table> numbers;
  private final Forms forms;

  /// A figure.
  ///
  /// @param title a few words
  /// @param facts what the picture says, in text, for terminals, logs and screen readers
  /// @param numbers makes the table of what is drawn
  public Figure(String title, String facts, Picture picture, Supplier<Table> numbers) {
    this(title, facts, picture, numbers, Forms.NONE);
  }

  private Figure(
      String title, String facts, Picture picture, Supplier<Table> numbers, Forms forms) {
    this.title = title;
    this.facts = facts;
    this.picture = picture;
    this.numbers = numbers;
    this.forms = forms;
  }

  /// The same with a further form.
  ///
  /// @param maker makes a text, maps and lists for JSON, or a film
  Figure with(Form form, Supplier<?> maker) {
    return new Figure(title, facts, picture, numbers, forms.with(form, maker));
  }

  /// A few words that name it.
  public String title() {
    return title;
  }

  /// What the picture says, in text.
  public String facts() {
    return facts;
  }

  Picture picture() {
    return picture;
  }

  /// Width in CSS pixels.
  public int width() {
    return picture.width();
  }

  /// Height in CSS pixels.
  public int height() {
    return picture.height();
  }

  /// The numbers that are drawn.
  public Table data() {
    return numbers.get().setName(title);
  }

  /// The same picture in light ink on dark ground, for slides and dark pages. Photographs and other
  /// pixels keep their colours.
  public Figure dark() {
    return new Figure(title, facts, new DarkPicture(picture), numbers, forms);
  }

  /// The same figure, shown in another form: `diagram(net).as(Form.MERMAID)`. Diagrams of boxes
  /// have Mermaid and LaTeX, charts Vega-Lite, a sliding window a film; `--as` of the magics.
  ///
  /// @throws MagicsException if it does not have that form; the message names those it has
  public Figure as(Form form) {
    return new Figure(title, facts, picture, numbers, forms.showing(form, title));
  }

  /// A diagram as text for Mermaid.
  ///
  /// @throws MagicsException if it is no diagram of boxes
  public String mermaid() {
    return forms.text(Form.MERMAID, title);
  }

  /// A diagram as a document for LaTeX that compiles on its own.
  ///
  /// @throws MagicsException if it is no diagram of boxes
  public String latex() {
    return forms.text(Form.LATEX, title);
  }

  /// A chart as JSON for Vega-Lite 5.
  ///
  /// @throws MagicsException if it is no chart
  public String vega() {
    return forms.text(Form.VEGA, title);
  }

  /// A film as a GIF file's bytes.
  ///
  /// @throws MagicsException if it does not move
  public byte[] gif() {
    return forms.bytes(Form.GIF, title);
  }

  /// The picture as SVG text.
  public String svg() {
    return picture.svg();
  }

  /// The picture as pixels, two for each CSS pixel and direction.
  public BufferedImage image() {
    return Png.draw(picture, SCALE);
  }

  /// The picture as a PNG file's bytes, two pixels for each CSS pixel and direction.
  public byte[] png() {
    return Png.encode(image());
  }

  /// Writes the picture to a file, `.png` or `.svg` by the name's end, or another form that it has,
  /// as `.mmd`.
  public void save(String file) {
    save(Path.of(file));
  }

  /// Writes the picture to a file, `.png` or `.svg` by the name's end, or another form that it has:
  /// `.mmd`, `.tex`, `.vl.json` or `.gif`.
  ///
  /// @throws MagicsException if the name ends otherwise
  public void save(Path file) {
    var bytes = bytes(file.toString().toLowerCase(Locale.ROOT));
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(String file) {
    if (file.endsWith(".png")) {
      return png();
    }
    if (file.endsWith(".svg")) {
      return svg().getBytes(StandardCharsets.UTF_8);
    }
    for (var form : Form.values()) {
      if (file.endsWith(form.ending())) {
        return forms.bytes(form, title);
      }
    }
    throw new MagicsException(
        "cannot tell the kind of picture from the name "
            + file
            + ". End it with .png or .svg, or with .mmd, .tex, .vl.json or .gif if the figure has"
            + " that form.");
  }

  /// What a front end shows: the picture at half the size of its pixels, and the facts as text; or
  /// the form that was asked for with [#as].
  public MimeBundle bundle() {
    return forms.bundle(title, this::still);
  }

  private MimeBundle still() {
    return MimeBundle.text(facts)
        .with("image/png", Base64.getEncoder().encodeToString(png()))
        .withMetadata("image/png", Map.of("width", width(), "height", height()));
  }

  /// The facts; shown as Mermaid or LaTeX, that text.
  @Override
  public String toString() {
    return forms.shown() == Form.MERMAID || forms.shown() == Form.LATEX
        ? forms.text(forms.shown(), title)
        : facts;
  }
}
