package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.RecurrentKernels;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// [RecurrentKernels] with vectors and threads.
public final class RecurrentVectors implements RecurrentKernels {
  private final RnnCell rnn;
  private final LstmCell lstm;
  private final GruCell gru;

  /// @param workers the threads of the backend
  public RecurrentVectors(Workers workers) {
    rnn = new RnnCell(workers);
    lstm = new LstmCell(workers);
    gru = new GruCell(workers);
  }

  @Override
  public synchronized void rnn(
      Activation f, int batch, int units, @Nullable Slice mask, Slice previous, Slice h) {
    rnn.forward(f, batch, units, mask, previous, h);
  }

  @Override
  public synchronized void rnnBackward(
      Activation f,
      int batch,
      int units,
      @Nullable Slice mask,
      Slice h,
      Slice dh,
      Slice dGates,
      Slice dPrevious) {
    rnn.backward(f, batch, units, mask, h, dh, dGates, dPrevious);
  }

  @Override
  public synchronized void lstm(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice hPrevious,
      Slice cPrevious,
      Slice h,
      Slice c) {
    lstm.forward(batch, units, mask, gates, hPrevious, cPrevious, h, c);
  }

  @Override
  public synchronized void lstmBackward(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice cPrevious,
      Slice c,
      Slice dh,
      Slice dc,
      Slice dGates,
      Slice dhPrevious,
      Slice dcPrevious) {
    lstm.backward(batch, units, mask, gates, cPrevious, c, dh, dc, dGates, dhPrevious, dcPrevious);
  }

  @Override
  public synchronized void gru(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice sums,
      Slice previous,
      Slice candidate,
      Slice h) {
    gru.step(batch, units, mask, gates, sums, previous, candidate, h);
  }

  @Override
  public synchronized void gruBackward(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice candidate,
      Slice previous,
      Slice dh,
      Slice dGates,
      Slice dSums,
      Slice dPrevious) {
    gru.stepBackward(batch, units, mask, gates, candidate, previous, dh, dGates, dSums, dPrevious);
  }

  @Override
  public synchronized void gruGates(
      int batch, int units, Slice gates, Slice sums, Slice previous, Slice reset) {
    gru.gates(batch, units, gates, sums, previous, reset);
  }

  @Override
  public synchronized void gruState(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice sums,
      Slice previous,
      Slice h) {
    gru.state(batch, units, mask, gates, sums, previous, h);
  }

  @Override
  public synchronized void gruStateBackward(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice previous,
      Slice dh,
      Slice dGates,
      Slice dSums,
      Slice dPrevious) {
    gru.stateBackward(batch, units, mask, gates, previous, dh, dGates, dSums, dPrevious);
  }

  @Override
  public synchronized void gruGatesBackward(
      int batch,
      int units,
      Slice gates,
      Slice previous,
      Slice dReset,
      Slice dGates,
      Slice dSums,
      Slice dPrevious) {
    gru.gatesBackward(batch, units, gates, previous, dReset, dGates, dSums, dPrevious);
  }

  @Override
  public synchronized void maskOf(int rows, int n, double value, Slice x, Slice mask) {
    var from = Floats.of(x, (long) rows * n);
    var to = Floats.of(mask, rows);
    float padding = (float) value;
    for (int row = 0; row < rows; row++) {
      int at = x.offset() + row * n;
      boolean all = true;
      for (int i = 0; i < n && all; i++) {
        all = from[at + i] == padding;
      }
      to[mask.offset() + row] = all ? 0f : 1f;
    }
  }
}
