package dev.gradus.engine.op;

/// An operation whose result has the numbers of its first input in the same order, under another
/// shape. A plan may let both share their memory and skip the operation; run as it is, it copies.
public interface View extends Op {

  @Override
  default void forward(Pass pass) {
    pass.backend().copy(pass.input(0), pass.output());
  }

  @Override
  default void backward(Pass pass) {
    double old = pass.accumulate(0) ? 1 : 0;
    pass.backend().axpby(1, pass.gradOutput(), old, pass.gradInput(0));
  }

  @Override
  default boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  default boolean backwardReadsOutput() {
    return false;
  }
}
