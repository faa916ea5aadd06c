package dev.gradus.engine.op;

import dev.gradus.engine.Tensor;
import java.util.List;
import java.util.Map;

/// A recurrent network over a whole sequence as one operation.
public interface SequenceOp extends Op {
  /// How it walks over the sequence.
  Recurrence how();

  /// The number of states: 1, or 2 (h and c) for an LSTM.
  int states();

  /// Runs it and gives what happens inside, by name: gates and states of every step, each [batch,
  /// steps, units]. Gates of masked steps mean nothing.
  ///
  /// @param inputs as for the operation
  Map<String, Tensor> trace(List<Tensor> inputs);
}
