package dev.gradus.magics.internal;

import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.engine.train.TrainingListener;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.figure.Theme;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Shows a training run below its cell while it goes on: a line with a bar, and the loss curve.
/// Both are replaced in place at most four times a second, from a thread of their own so that
/// training does not wait; drawing takes at most about a tenth of a core. What is shown last stays.
public final class LiveTraining implements TrainingListener, AutoCloseable {
  private static final long INTERVAL = 250_000_000L;
  private static final int SHARE = 10;

  /// The first drawing of a session loads fonts and may take seconds: the curve must not stand
  /// still for ten times as long.
  private static final long LONGEST = 2_000_000_000L;

  private final Outputs outputs;
  private final boolean text;
  private final String barId = UUID.randomUUID().toString();
  private final String curveId = UUID.randomUUID().toString();
  private volatile @Nullable TrainingProgress progress;
  private volatile boolean ended;
  private boolean curveShown;
  private @Nullable Thread painter;

  /// Shows on these outputs.
  public LiveTraining(Outputs outputs) {
    this(outputs, false);
  }

  /// Shows on these outputs.
  ///
  /// @param text whether a language model is trained, whose perplexity is shown
  public LiveTraining(Outputs outputs, boolean text) {
    this.outputs = outputs;
    this.text = text;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Started started -> {
        var first = TrainingProgress.start(started, text, System.nanoTime());
        progress = first;
        outputs.display(first.bundle(), barId);
        painter = Thread.ofPlatform().daemon().name("live training").start(this::paint);
      }
      case TrainingEvent.StepDone step -> {
        var before = progress;
        if (before != null) {
          progress = before.after(step, System.nanoTime());
        }
      }
      case TrainingEvent.EpochDone done -> {
        var before = progress;
        if (before != null) {
          progress = before.after(done.epoch(), System.nanoTime());
        }
      }
      case TrainingEvent.Ended end -> finish(end);
    }
  }

  private void paint() {
    long next = System.nanoTime() + INTERVAL;
    long nextCurve = next;
    TrainingProgress last = null;
    while (!ended) {
      LockSupport.parkNanos(Math.max(1, next - System.nanoTime()));
      long now = System.nanoTime();
      var shown = progress;
      if (ended || now < next || shown == null) {
        continue;
      }
      next = now + INTERVAL;
      if (shown.equals(last)) {
        continue;
      }
      last = shown;
      outputs.updateDisplay(barId, shown.bundle());
      if (now >= nextCurve && shown.history().steps() > 1) {
        curve(shown);
        nextCurve = now + Math.clamp(SHARE * (System.nanoTime() - now), INTERVAL, LONGEST);
      }
    }
  }

  private void curve(TrainingProgress shown) {
    if (!Theme.hasFonts()) {
      return; // the line with the bar says the same numbers
    }
    var figure = LossCurve.live(shown.history(), shown.epochs(), shown.classifies());
    if (curveShown) {
      outputs.updateDisplay(curveId, figure.bundle());
    } else {
      outputs.display(figure.bundle(), curveId);
      curveShown = true;
    }
  }

  /// The last state, drawn here. An interrupt that is on its way would break the drawing, so it is
  /// put off until that is done.
  private void finish(TrainingEvent.Ended end) {
    boolean interrupted = Thread.interrupted();
    try {
      stopPainter();
      var last = progress;
      if (last != null) {
        var done = last.ended(end.reason(), System.nanoTime());
        outputs.updateDisplay(barId, done.bundle());
        if (end.history().steps() > 1) {
          curve(done);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stopPainter() {
    ended = true;
    var thread = painter;
    if (thread == null) {
      return;
    }
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The history that is shown, if training has begun.
  public @Nullable History history() {
    var shown = progress;
    return shown == null ? null : shown.history();
  }

  /// Stops drawing, also if training never began.
  @Override
  public void close() {
    stopPainter();
  }
}
