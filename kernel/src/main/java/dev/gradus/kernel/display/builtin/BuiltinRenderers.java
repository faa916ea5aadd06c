package dev.gradus.kernel.display.builtin;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The renderers that come with the kernel, the most general first.
public final class BuiltinRenderers {
  private BuiltinRenderers() {}

  /// All of them.
  public static List<Renderer<?>> all() {
    return List.of(
        plain(
            Object.class,
            value -> PlainForm.isArray(value) ? PlainForm.array(value) : String.valueOf(value)),
        plain(Map.class, PlainForm::map),
        plain(Collection.class, PlainForm::collection),
        plain(Throwable.class, PlainForm::throwable),
        new ImageRenderer(),
        renderer(Displayable.class, Displayable::bundle),
        renderer(MimeBundle.class, bundle -> bundle));
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
