package dev.gradus.kernel.session;

import dev.gradus.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Keeps what a cell shows.
public final class RecordedOutputs implements Outputs {
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final List<MimeBundle> displays = new CopyOnWriteArrayList<>();
  private final List<String> updates = new CopyOnWriteArrayList<>();

  @Override
  public synchronized void stream(Stream stream, String text) {
    (stream == Stream.STDOUT ? out : err).append(text);
    order.add(text);
  }

  @Override
  public void display(MimeBundle bundle, @Nullable String displayId) {
    displays.add(bundle);
    order.add("<" + bundle.plain() + ">");
  }

  @Override
  public void updateDisplay(String displayId, MimeBundle bundle) {
    updates.add(bundle.plain());
  }

  @Override
  public void clearOutput(boolean wait) {
    order.add("<clear " + wait + ">");
  }

  /// What the cell printed.
  public synchronized String out() {
    return out.toString();
  }

  /// What the cell printed to its error stream.
  public synchronized String err() {
    return err.toString();
  }

  /// Texts and displays in the order of arrival.
  public List<String> order() {
    return new ArrayList<>(order);
  }

  /// What was displayed.
  public List<MimeBundle> displays() {
    return displays;
  }

  /// What replaced an earlier display, as text.
  public List<String> updates() {
    return updates;
  }
}
