package dev.gradus.magics.figure;

import com.google.gson.GsonBuilder;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.MagicsException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The forms that a figure has beside its picture, each made when it is asked for, and the one that
/// a cell shows.
///
/// @param makers texts, maps and lists for JSON, or films
/// @param shown null for the picture
record Forms(Map<Form, Supplier<?>> makers, @Nullable Form shown) {
  static final Forms NONE = new Forms(Map.of(), null);

  Forms {
    makers = Map.copyOf(makers);
  }

  Forms with(Form form, Supplier<?> maker) {
    var more = new EnumMap<Form, Supplier<?>>(Form.class);
    more.putAll(makers);
    more.put(form, maker);
    return new Forms(more, shown);
  }

  /// The same, shown in a form.
  ///
  /// @param title of the figure, for the message
  /// @throws MagicsException if the figure does not have it
  Forms showing(Form form, String title) {
    maker(form, title);
    return new Forms(makers, form);
  }

  private Supplier<?> maker(Form form, String title) {
    var maker = makers.get(form);
    if (maker == null) {
      var others =
          makers.keySet().stream().sorted().map(Form::word).collect(Collectors.joining(" and "));
      throw new MagicsException(
          "the figure "
              + title
              + " has no form "
              + form.word()
              + (others.isEmpty() ? "; it is a picture." : "; it has " + others + ".")
              + whereIs(form));
    }
    return maker;
  }

  private static String whereIs(Form form) {
    return switch (form) {
      case MERMAID, LATEX -> " Diagrams of boxes have it: %draw model --boxes.";
      case VEGA -> " Charts have it: %plot_loss, %plot_fn, %weights.";
      case GIF -> " A sliding window has it: %windows image.";
    };
  }

  /// A form that is text.
  String text(Form form, String title) {
    var made = maker(form, title).get();
    return made instanceof String text
        ? text
        : new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(made);
  }

  /// A form as the bytes of a file.
  byte[] bytes(Form form, String title) {
    return maker(form, title).get() instanceof Gif.Film film
        ? film.bytes()
        : text(form, title).getBytes(StandardCharsets.UTF_8);
  }

  /// What a front end gets for the form that is shown. Texts come in a fence of Markdown too;
  /// charts and films keep the picture beside them, for front ends that cannot show them.
  ///
  /// @param picture makes what it gets for the picture
  MimeBundle bundle(String title, Supplier<MimeBundle> picture) {
    var form = shown;
    if (form == null) {
      return picture.get();
    }
    return switch (form) {
      case MERMAID -> {
        var text = text(form, title);
        yield MimeBundle.text(text)
            .with(form.mime(), text)
            .with("text/markdown", fence("mermaid", text));
      }
      case LATEX -> {
        var text = text(form, title);
        yield MimeBundle.text(text).with("text/markdown", fence("latex", text));
      }
      case VEGA -> picture.get().with(form.mime(), maker(form, title).get());
      case GIF ->
          maker(form, title).get() instanceof Gif.Film film
              ? picture.get().with("text/html", film.html())
              : picture.get();
    };
  }

  private static String fence(String language, String text) {
    return "```" + language + "\n" + text + (text.endsWith("\n") ? "" : "\n") + "```";
  }
}
