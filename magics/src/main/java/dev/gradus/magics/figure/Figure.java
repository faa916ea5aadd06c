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

  /// A figure.
  ///
  /// @param title a few words
  /// @param facts what the picture says, in text, for terminals, logs and screen readers
  /// @param numbers makes the table of what is drawn
  public Figure(String title, String facts, Picture picture, Supplier<Table> numbers) {
    this.title = title;
    this.facts = facts;
    this.picture = picture;
    this.numbers = numbers;
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
    return new Figure(title, facts, new DarkPicture(picture), numbers);
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

  /// Writes the picture to a file, `.png` or `.svg` by the name's end.
  public void save(String file) {
    save(Path.of(file));
  }

  /// Writes the picture to a file, `.png` or `.svg` by the name's end.
  ///
  /// @throws MagicsException if the name ends otherwise
  public void save(Path file) {
    var name = file.toString().toLowerCase(Locale.ROOT);
    byte[] bytes;
    if (name.endsWith(".png")) {
      bytes = png();
    } else if (name.endsWith(".svg")) {
      bytes = svg().getBytes(StandardCharsets.UTF_8);
    } else {
      throw new MagicsException(
          "cannot tell the kind of picture from the name " + file + ". End it with .png or .svg.");
    }
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /// What a front end shows: the picture at half the size of its pixels, and the facts as text.
  public MimeBundle bundle() {
    return MimeBundle.text(facts)
        .with("image/png", Base64.getEncoder().encodeToString(png()))
        .withMetadata("image/png", Map.of("width", width(), "height", height()));
  }

  /// The facts.
  @Override
  public String toString() {
    return facts;
  }
}
