package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.RecurrentKernels;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// [RecurrentKernels] as plain loops in double.
public final class RecurrentReference implements RecurrentKernels {

  private static double sigmoid(double x) {
    return Functions.apply(UnaryFunction.SIGMOID, x);
  }

  private static boolean masked(@Nullable Slice mask, int row) {
    return mask != null && Numbers.of(mask).get(row) == 0;
  }

  @Override
  public void rnn(Activation f, int batch, int units, @Nullable Slice mask, Slice prev, Slice h) {
    var state = Numbers.of(h);
    var before = Numbers.of(prev);
    for (int i = 0; i < batch * units; i++) {
      boolean skip = masked(mask, i / units);
      state.set(i, skip ? before.get(i) : Functions.apply(f, state.get(i)));
    }
  }

  @Override
  public void rnnBackward(
      Activation f,
      int batch,
      int units,
      @Nullable Slice mask,
      Slice h,
      Slice dh,
      Slice dGates,
      Slice dPrevious) {
    var state = Numbers.of(h);
    var gradient = Numbers.of(dh);
    var sums = Numbers.of(dGates);
    var before = Numbers.of(dPrevious);
    for (int i = 0; i < batch * units; i++) {
      boolean skip = masked(mask, i / units);
      sums.set(i, skip ? 0 : Functions.derivative(f, state.get(i)) * gradient.get(i));
      if (skip) {
        before.put(i, gradient.get(i), true);
      }
    }
  }

  @Override
  public void lstm(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice hPrevious,
      Slice cPrevious,
      Slice h,
      Slice c) {
    var sums = Numbers.of(gates);
    var hBefore = Numbers.of(hPrevious);
    var cBefore = Numbers.of(cPrevious);
    var hNow = Numbers.of(h);
    var cNow = Numbers.of(c);
    for (int at = 0; at < batch * units; at++) {
      int row = at / units;
      int gate = row * 4 * units + at % units;
      if (masked(mask, row)) {
        hNow.set(at, hBefore.get(at));
        cNow.set(at, cBefore.get(at));
        continue;
      }
      double i = sigmoid(sums.get(gate));
      double f = sigmoid(sums.get(gate + units));
      double g = Math.tanh(sums.get(gate + 2 * units));
      double o = sigmoid(sums.get(gate + 3 * units));
      sums.set(gate, i);
      sums.set(gate + units, f);
      sums.set(gate + 2 * units, g);
      sums.set(gate + 3 * units, o);
      cNow.set(at, f * cBefore.get(at) + i * g);
      hNow.set(at, o * Math.tanh(cNow.get(at)));
    }
  }

  @Override
  public void lstmBackward(
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
    var values = Numbers.of(gates);
    var cBefore = Numbers.of(cPrevious);
    var cNow = Numbers.of(c);
    var byH = Numbers.of(dh);
    var byC = Numbers.of(dc);
    var bySums = Numbers.of(dGates);
    var byHBefore = Numbers.of(dhPrevious);
    var byCBefore = Numbers.of(dcPrevious);
    for (int at = 0; at < batch * units; at++) {
      int row = at / units;
      int gate = row * 4 * units + at % units;
      if (masked(mask, row)) {
        for (int k = 0; k < 4; k++) {
          bySums.set(gate + k * units, 0);
        }
        byHBefore.put(at, byH.get(at), true);
        byCBefore.put(at, byC.get(at), true);
        continue;
      }
      double i = values.get(gate);
      double f = values.get(gate + units);
      double g = values.get(gate + 2 * units);
      double o = values.get(gate + 3 * units);
      double t = Math.tanh(cNow.get(at));
      double byCell = byC.get(at) + byH.get(at) * o * (1 - t * t);
      bySums.set(gate, byCell * g * i * (1 - i));
      bySums.set(gate + units, byCell * cBefore.get(at) * f * (1 - f));
      bySums.set(gate + 2 * units, byCell * i * (1 - g * g));
      bySums.set(gate + 3 * units, byH.get(at) * t * o * (1 - o));
      byCBefore.put(at, byCell * f, true);
    }
  }

  @Override
  public void gru(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice sums,
      Slice previous,
      Slice candidate,
      Slice h) {
    var values = Numbers.of(gates);
    var state = Numbers.of(sums);
    var before = Numbers.of(previous);
    var kept = Numbers.of(candidate);
    var now = Numbers.of(h);
    for (int at = 0; at < batch * units; at++) {
      int row = at / units;
      int gate = row * 3 * units + at % units;
      double q = state.get(gate + 2 * units);
      kept.set(at, q);
      if (masked(mask, row)) {
        now.set(at, before.get(at));
        continue;
      }
      double r = sigmoid(values.get(gate) + state.get(gate));
      double z = sigmoid(values.get(gate + units) + state.get(gate + units));
      double n = Math.tanh(values.get(gate + 2 * units) + r * q);
      values.set(gate, r);
      values.set(gate + units, z);
      values.set(gate + 2 * units, n);
      now.set(at, (1 - z) * n + z * before.get(at));
    }
  }

  @Override
  public void gruBackward(
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
    var values = Numbers.of(gates);
    var kept = Numbers.of(candidate);
    var before = Numbers.of(previous);
    var byH = Numbers.of(dh);
    var byInput = Numbers.of(dGates);
    var byState = Numbers.of(dSums);
    var byBefore = Numbers.of(dPrevious);
    for (int at = 0; at < batch * units; at++) {
      int row = at / units;
      int gate = row * 3 * units + at % units;
      double g = byH.get(at);
      if (masked(mask, row)) {
        for (int k = 0; k < 3; k++) {
          byInput.set(gate + k * units, 0);
          byState.set(gate + k * units, 0);
        }
        byBefore.put(at, g, true);
        continue;
      }
      double r = values.get(gate);
      double z = values.get(gate + units);
      double n = values.get(gate + 2 * units);
      double byN = g * (1 - z) * (1 - n * n);
      double byZ = g * (before.get(at) - n) * z * (1 - z);
      double byR = byN * kept.get(at) * r * (1 - r);
      byInput.set(gate, byR);
      byInput.set(gate + units, byZ);
      byInput.set(gate + 2 * units, byN);
      byState.set(gate, byR);
      byState.set(gate + units, byZ);
      byState.set(gate + 2 * units, byN * r);
      byBefore.put(at, g * z, true);
    }
  }

  @Override
  public void gruGates(int batch, int units, Slice gates, Slice sums, Slice previous, Slice reset) {
    var values = Numbers.of(gates);
    var state = Numbers.of(sums);
    var before = Numbers.of(previous);
    var product = Numbers.of(reset);
    for (int at = 0; at < batch * units; at++) {
      int gate = at / units * 3 * units + at % units;
      int sum = at / units * 2 * units + at % units;
      values.set(gate, sigmoid(values.get(gate) + state.get(sum)));
      values.set(gate + units, sigmoid(values.get(gate + units) + state.get(sum + units)));
      product.set(at, values.get(gate) * before.get(at));
    }
  }

  @Override
  public void gruState(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice sums,
      Slice previous,
      Slice h) {
    var values = Numbers.of(gates);
    var state = Numbers.of(sums);
    var before = Numbers.of(previous);
    var now = Numbers.of(h);
    for (int at = 0; at < batch * units; at++) {
      int gate = at / units * 3 * units + at % units;
      double z = values.get(gate + units);
      double n = Math.tanh(values.get(gate + 2 * units) + state.get(at));
      values.set(gate + 2 * units, n);
      boolean skip = masked(mask, at / units);
      now.set(at, skip ? before.get(at) : (1 - z) * n + z * before.get(at));
    }
  }

  @Override
  public void gruStateBackward(
      int batch,
      int units,
      @Nullable Slice mask,
      Slice gates,
      Slice previous,
      Slice dh,
      Slice dGates,
      Slice dSums,
      Slice dPrevious) {
    var values = Numbers.of(gates);
    var before = Numbers.of(previous);
    var byH = Numbers.of(dh);
    var byInput = Numbers.of(dGates);
    var byState = Numbers.of(dSums);
    var byBefore = Numbers.of(dPrevious);
    for (int at = 0; at < batch * units; at++) {
      int gate = at / units * 3 * units + at % units;
      boolean skip = masked(mask, at / units);
      double g = byH.get(at);
      double z = values.get(gate + units);
      double n = values.get(gate + 2 * units);
      double byN = skip ? 0 : g * (1 - z) * (1 - n * n);
      byInput.set(gate + units, skip ? 0 : g * (before.get(at) - n) * z * (1 - z));
      byInput.set(gate + 2 * units, byN);
      byState.set(at, byN);
      byBefore.put(at, skip ? g : g * z, true);
    }
  }

  @Override
  public void gruGatesBackward(
      int batch,
      int units,
      Slice gates,
      Slice previous,
      Slice dReset,
      Slice dGates,
      Slice dSums,
      Slice dPrevious) {
    var values = Numbers.of(gates);
    var before = Numbers.of(previous);
    var byReset = Numbers.of(dReset);
    var byInput = Numbers.of(dGates);
    var byState = Numbers.of(dSums);
    var byBefore = Numbers.of(dPrevious);
    for (int at = 0; at < batch * units; at++) {
      int gate = at / units * 3 * units + at % units;
      int sum = at / units * 2 * units + at % units;
      double r = values.get(gate);
      double byR = byReset.get(at) * before.get(at) * r * (1 - r);
      byInput.set(gate, byR);
      byState.set(sum, byR);
      byState.set(sum + units, byInput.get(gate + units));
      byBefore.put(at, byReset.get(at) * r, true);
    }
  }

  @Override
  public void maskOf(int rows, int n, double value, Slice x, Slice mask) {
    var values = Numbers.of(x);
    var result = Numbers.of(mask);
    for (int row = 0; row < rows; row++) {
      boolean padding = true;
      for (int i = 0; i < n; i++) {
        padding &= values.get(row * n + i) == value;
      }
      result.set(row, padding ? 0 : 1);
    }
  }
}
