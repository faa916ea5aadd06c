package dev.gradus.magics.internal;

import dev.gradus.engine.data.ProgressListener;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.magics.figure.Markup;
import java.util.Locale;
import java.util.UUID;

/// Shows how far a download has come, one line that is replaced in place; nothing if nothing is
/// downloaded.
public final class DownloadBar implements ProgressListener {
  private static final long INTERVAL = 250_000_000L;

  private final Outputs outputs;
  private final String id = UUID.randomUUID().toString();
  private boolean shown;
  private long next;

  /// Shows on these outputs.
  public DownloadBar(Outputs outputs) {
    this.outputs = outputs;
  }

  @Override
  public synchronized void progress(String file, long done, long total) {
    long now = System.nanoTime();
    boolean ends = done == total;
    if (shown && !ends && now - next < 0) {
      return;
    }
    next = now + INTERVAL;
    var bundle = bundle(file, done, total);
    if (shown) {
      outputs.updateDisplay(id, bundle);
    } else {
      outputs.display(bundle, id);
      shown = true;
    }
  }

  private static MimeBundle bundle(String file, long done, long total) {
    var text =
        total > 0
            ? String.format(Locale.ROOT, "%s: %.1f of %.1f MB", file, done * 1e-6, total * 1e-6)
            : String.format(Locale.ROOT, "%s: %.1f MB", file, done * 1e-6);
    var html =
        String.format(
            Locale.ROOT,
            "<div style=\"max-width: 860px; "
                + LiveText.STYLE
                + "\"><div style=\"background-color: #c8c8c8; height: 8px;"
                + " width: 100%%\"><div style=\"background-color: #0072B2; height: 8px; width:"
                + " %.1f%%\"></div></div><div>%s</div></div>",
            total > 0 ? 100.0 * done / total : 0,
            Markup.escape(text));
    return MimeBundle.text(text).with("text/html", html);
  }
}
