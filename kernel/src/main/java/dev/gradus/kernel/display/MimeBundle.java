package dev.gradus.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One thing to show, in several forms: MIME type to content, and metadata by MIME type.
///
/// Text types hold a `String`, `image/png` holds base64 text, JSON types hold maps and lists. Every
/// bundle carries `text/plain`, so that a terminal, a log and a screen reader have something to
/// say.
///
/// @param data content by MIME type, in the order in which it was added
/// @param metadata metadata by MIME type, for example `image/png` to `{width: 320, height: 200}`
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {

  /// Copies both maps, keeping their order.
  public MimeBundle {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// A bundle of plain text alone.
  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of("text/plain", text), Map.of());
  }

  /// This bundle with one more form.
  public MimeBundle with(String mime, Object content) {
    var more = new LinkedHashMap<>(data);
    more.put(mime, content);
    return new MimeBundle(more, metadata);
  }

  /// This bundle with metadata for one form.
  public MimeBundle withMetadata(String mime, Map<String, Object> values) {
    var more = new LinkedHashMap<>(metadata);
    more.put(mime, Map.copyOf(values));
    return new MimeBundle(data, more);
  }

  /// The `text/plain` form, or an empty string if there is none.
  public String plain() {
    return String.valueOf(data.getOrDefault("text/plain", ""));
  }
}
