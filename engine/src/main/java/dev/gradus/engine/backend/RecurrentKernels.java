package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// Kernels of recurrent cells: what happens to a time step besides its products. Part of a
/// [Backend]; its contract holds here too.
///
/// A step has rows `[batch]`; states are [batch, units], gates [batch, gates * units] with the
/// gates of a row one after the other. `mask` `[batch]` (or null: nothing is masked) is 0 for the
/// rows whose step is padding: their state is carried over, and the gradient passes to the previous
/// state. Backward kernels ADD to the gradients of the previous state and overwrite those of the
/// gates.
public interface RecurrentKernels {

  /// h = f(h) in place, of a simple cell; h holds x W + hPrevious U + b.
  void rnn(Activation f, int batch, int units, @Nullable Slice mask, Slice previous, Slice h);

  /// dGates = f'(h) dh; masked rows: dGates = 0, dPrevious += dh.
  void rnnBackward(
      Activation f,
      int batch,
      int units,
      @Nullable Slice mask,
      Slice h,
      Slice dh,
      Slice dGates,
      Slice dPrevious);

  /// A step of a long short-term memory. Gates i, f, g, o come as sums and leave as i = sigmoid, f
  /// = sigmoid, g = tanh, o = sigmoid; c = f cPrevious + i g; h = o tanh(c).
  void lstm(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice hPrevious,
      Slice cPrevious,
      Slice h,
      Slice c);

  /// The gradients of [#lstm]: dGates by the sums, dcPrevious += dc f (with the part of dh in dc).
  /// Masked rows: dGates = 0, dhPrevious += dh, dcPrevious += dc; other rows leave dhPrevious.
  void lstmBackward(
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
      Slice dcPrevious);

  /// A step of a gated recurrent unit with the reset gate after the product. Gates r, z, n hold the
  /// input's sums, `sums` [batch, 3 units] the state's: r = sigmoid(r + r'), z = sigmoid(z + z'), n
  /// = tanh(n + r n'), h = (1 - z) n + z hPrevious. n' is kept in `candidate`.
  void gru(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice sums,
      Slice previous,
      Slice candidate,
      Slice h);

  /// The gradients of [#gru]: dGates by the input's sums, dSums by the state's, dPrevious += z dh.
  void gruBackward(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice candidate,
      Slice previous,
      Slice dh,
      Slice dGates,
      Slice dSums,
      Slice dPrevious);

  /// First half of a gated recurrent unit with the reset gate before the product: r = sigmoid(r +
  /// r'), z = sigmoid(z + z'), with r' and z' from `sums` [batch, 2 units]; reset = r hPrevious.
  void gruGates(int batch, int units, Slice gates, Slice sums, Slice previous, Slice reset);

  /// Second half: n = tanh(n + n'), h = (1 - z) n + z hPrevious.
  ///
  /// @param sums n' [batch, units]
  void gruState(
      int batch, int units, @Nullable Slice mask, Slice gates, Slice sums, Slice previous, Slice h);

  /// The gradients of [#gruState]: z and n of dGates, n once more in `dSums` [batch, units],
  /// dPrevious += z dh.
  void gruStateBackward(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice previous,
      Slice dh,
      Slice dGates,
      Slice dSums,
      Slice dPrevious);

  /// The gradients of [#gruGates]: r of dGates; r and z once more in `dSums` [batch, 2 units];
  /// dPrevious += r dReset. Reads z of dGates.
  void gruGatesBackward(
      int batch,
      int units,
      Slice gates,
      Slice previous,
      Slice dReset,
      Slice dGates,
      Slice dSums,
      Slice dPrevious);

  /// For every row of x [rows, n]: 0 if all its numbers equal `value`, else 1.
  void maskOf(int rows, int n, double value, Slice x, Slice mask);
}
