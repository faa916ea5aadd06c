package dev.gradus.kernel.maven;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/// Tells how far the downloads are, a few times a second, and ends them when the cell is stopped.
final class Transfers extends AbstractTransferListener {
  private static final long PAUSE = 200_000_000;
  private static final int BAR = 24;

  private final Consumer<String> progress;
  private final BooleanSupplier stopped;
  private final ConcurrentHashMap<String, Long> bytes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Long> sizes = new ConcurrentHashMap<>();
  private long next;

  Transfers(Consumer<String> progress, BooleanSupplier stopped) {
    this.progress = progress;
    this.stopped = stopped;
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    check();
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    check();
    tell(event);
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    tell(event);
  }

  private void check() throws TransferCancelledException {
    if (stopped.getAsBoolean()) {
      throw new TransferCancelledException("the cell was stopped");
    }
  }

  private void tell(TransferEvent event) {
    String name = event.getResource().getResourceName();
    bytes.put(name, event.getTransferredBytes());
    sizes.put(name, Math.max(0, event.getResource().getContentLength()));
    synchronized (this) {
      long now = System.nanoTime();
      if (next != 0 && now - next < 0) {
        return;
      }
      next = now + PAUSE;
    }
    progress.accept("downloading " + name.substring(name.lastIndexOf('/') + 1) + " " + bar());
  }

  /// `[####------] 1.2 of 3.0 MB, 4 files`, of the files that have been asked for so far.
  private String bar() {
    long done = bytes.values().stream().mapToLong(Long::longValue).sum();
    long all = Math.max(done, sizes.values().stream().mapToLong(Long::longValue).sum());
    int filled = all == 0 ? 0 : (int) (BAR * done / all);
    return "[%s%s] %s of %s, %d %s"
        .formatted(
            "#".repeat(filled),
            "-".repeat(BAR - filled),
            size(done),
            size(all),
            bytes.size(),
            bytes.size() == 1 ? "file" : "files");
  }

  /// `12 kB`, `3.4 MB`.
  static String size(long bytes) {
    return bytes < 1_000_000
        ? (bytes + 999) / 1000 + " kB"
        : String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
