package dev.gradus.kernel.display.builtin;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The renderers that come with the kernel, the most general first.
public final class BuiltinRenderers {
  private BuiltinRenderers() {}

  /// All of them.
  public static List<Renderer<?>> all() {
    return List.of(
        renderer(Object.class, BuiltinRenderers::object),
        renderer(Map.class, map -> bundle(PlainForm.map(map), HtmlForm.map(map))),
        renderer(
            Collection.class,
            items -> bundle(PlainForm.collection(items), HtmlForm.records(items))),
        plain(Throwable.class, PlainForm::throwable),
        new ImageRenderer(),
        renderer(Displayable.class, Displayable::bundle),
        renderer(MimeBundle.class, bundle -> bundle));
  }

  private static MimeBundle object(Object value) {
    return PlainForm.isArray(value)
        ? bundle(PlainForm.array(value), HtmlForm.array(value))
        : MimeBundle.text(PlainForm.cut(String.valueOf(value)));
  }

  private static MimeBundle bundle(String text, Optional<String> html) {
    MimeBundle plain = MimeBundle.text(PlainForm.cut(text));
    return html.isPresent() ? plain.with("text/html", html.get()) : plain;
  }

  private static <T> Renderer<T> plain(Class<T> type, Function<T, String> text) {
    return renderer(type, value -> MimeBundle.text(PlainForm.cut(text.apply(value))));
  }

  private static <T> Renderer<T> renderer(Class<T> type, Function<T, MimeBundle> bundle) {
    return new Renderer<>() {
      @Override
      public Class<T> type() {
        return type;
      }

      @Override
      public MimeBundle render(T value) {
        return bundle.apply(value);
      }
    };
  }
}
