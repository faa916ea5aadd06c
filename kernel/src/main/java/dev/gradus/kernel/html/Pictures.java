package dev.gradus.kernel.html;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pictures that Markdown refers to, as data URIs: attachments of the cell and files beside the
/// notebook. Nothing is fetched from a network.
final class Pictures {
  private static final long LARGEST = 32L << 20;
  private static final Map<String, String> TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "svg", "image/svg+xml",
          "webp", "image/webp",
          "avif", "image/avif",
          "bmp", "image/bmp");

  private final @Nullable Path folder;
  private final JsonObject attachments;

  /// @param folder what relative paths start from; null if files must not be read
  /// @param attachments of the cell: name to MIME type to base64
  Pictures(@Nullable Path folder, JsonObject attachments) {
    this.folder = folder;
    this.attachments = attachments;
  }

  /// The data URI for a source; null if it is not an attachment nor a readable picture file.
  @Nullable String embed(String source) {
    if (source.startsWith("data:image/")) {
      return source;
    }
    if (source.startsWith("attachment:")) {
      return attached(decoded(source.substring("attachment:".length())));
    }
    return source.contains(":") || folder == null ? null : file(folder, decoded(source));
  }

  /// A data URI of base64 text.
  static String dataUri(String mime, String base64) {
    return "data:" + mime + ";base64," + base64.replaceAll("\\s", "");
  }

  private @Nullable String attached(String name) {
    if (attachments.get(name) instanceof JsonObject forms) {
      for (Map.Entry<String, JsonElement> form : forms.entrySet()) {
        if (form.getKey().startsWith("image/")) {
          String content = OutputHtml.text(form.getValue());
          return form.getKey().equals("image/svg+xml") && content.contains("<")
              ? svg(content)
              : dataUri(form.getKey(), content);
        }
      }
    }
    return null;
  }

  static String svg(String source) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    return dataUri("image/svg+xml", Base64.getEncoder().encodeToString(bytes));
  }

  private static @Nullable String file(Path folder, String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String mime = TYPES.get(ending);
    if (mime == null) {
      return null;
    }
    try {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return null;
      }
      return dataUri(mime, Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException | InvalidPathException _) {
      return null;
    }
  }

  private static String decoded(String source) {
    String path = source.replaceFirst("[?#].*$", "");
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }
}
