package dev.gradus.kernel.display.builtin;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/// Images as PNG, with their size in the metadata.
final class ImageRenderer implements Renderer<BufferedImage> {
  @Override
  public Class<BufferedImage> type() {
    return BufferedImage.class;
  }

  @Override
  public MimeBundle render(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int width = image.getWidth();
    int height = image.getHeight();
    return MimeBundle.text("image, " + width + " x " + height + " pixels")
        .with("image/png", Base64.getEncoder().encodeToString(bytes.toByteArray()))
        .withMetadata("image/png", Map.of("width", width, "height", height));
  }
}
