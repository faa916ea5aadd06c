package dev.gradus.kernel.display;

import dev.gradus.kernel.display.builtin.BuiltinRenderers;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The renderers of a session. The most specific type wins; of two that are equally specific, the
/// one that was added later.
public final class Renderers {
  private final CopyOnWriteArrayList<Renderer<?>> renderers = new CopyOnWriteArrayList<>();

  /// The kernel's own renderers and those that `ServiceLoader` finds.
  public static Renderers load() {
    var all = new Renderers();
    BuiltinRenderers.all().forEach(all::add);
    for (Renderer<?> renderer : ServiceLoader.load(Renderer.class)) {
      all.add(renderer);
    }
    return all;
  }

  /// Adds a renderer.
  public void add(Renderer<?> renderer) {
    renderers.add(renderer);
  }

  /// What a value looks like. Never fails because of the value: a failing `toString` is reported in
  /// the text.
  public MimeBundle render(@Nullable Object value) {
    if (value == null) {
      return MimeBundle.text("null");
    }
    try {
      MimeBundle bundle = renderWith(best(value), value);
      return bundle.data().containsKey("text/plain")
          ? bundle
          : bundle.with("text/plain", value.getClass().getSimpleName());
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      return MimeBundle.text(
          value.getClass().getSimpleName() + " (it cannot be shown: " + describe(e) + ")");
    }
  }

  /// A bundle with only the given MIME types, and always `text/plain`.
  public MimeBundle render(@Nullable Object value, String... mimes) {
    MimeBundle all = render(value);
    if (mimes.length == 0) {
      return all;
    }
    MimeBundle some = MimeBundle.text(all.plain());
    for (String mime : mimes) {
      Object content = all.data().get(mime);
      if (content == null && mime.startsWith("text/")) {
        content = all.plain();
      }
      if (content != null) {
        some = some.with(mime, content);
      }
      if (all.metadata().get(mime) instanceof java.util.Map<?, ?> values) {
        var copy = new java.util.LinkedHashMap<String, Object>();
        values.forEach((key, each) -> copy.put(String.valueOf(key), each));
        some = some.withMetadata(mime, copy);
      }
    }
    return some;
  }

  private static String describe(Throwable e) {
    String message = e instanceof StackOverflowError ? "it contains itself" : e.getMessage();
    String name = e.getClass().getSimpleName();
    return "its toString threw " + name + (message == null ? "" : ": " + message);
  }

  private static <T> MimeBundle renderWith(Renderer<T> renderer, Object value) {
    return renderer.render(renderer.type().cast(value));
  }

  private Renderer<?> best(Object value) {
    List<Renderer<?>> fitting = new ArrayList<>();
    for (Renderer<?> renderer : renderers) {
      if (renderer.type().isInstance(value)) {
        fitting.add(renderer);
      }
    }
    Renderer<?> best = fitting.getFirst();
    for (Renderer<?> other : fitting) {
      if (best.type().isAssignableFrom(other.type())) {
        best = other;
      }
    }
    return best;
  }
}
