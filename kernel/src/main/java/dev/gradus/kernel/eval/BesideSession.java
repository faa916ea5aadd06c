package dev.gradus.kernel.eval;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.eval.internal.Evaluator;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A session whose cells do not wait for those of the main one.
///
/// @param main the session
/// @param evaluator its evaluator
record BesideSession(Session main, Evaluator evaluator) implements Session {
  @Override
  public CellResult run(Cell cell, Outputs outputs, Input input) {
    return evaluator.run(cell, outputs, input, true);
  }

  @Override
  public Map<String, CellResult> evaluate(Map<String, String> expressions) {
    return evaluator.evaluate(expressions, true);
  }

  @Override
  public Session beside() {
    return this;
  }

  @Override
  public void interrupt() {
    main.interrupt();
  }

  @Override
  public Completion complete(String code, int cursor) {
    return main.complete(code, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
    return main.inspect(code, cursor, detailLevel);
  }

  @Override
  public Completable isComplete(String code) {
    return main.isComplete(code);
  }

  @Override
  public List<Variable> variables() {
    return main.variables();
  }

  @Override
  public <T> T attribute(Class<T> key, Supplier<T> create) {
    return main.attribute(key, create);
  }

  @Override
  public void close() {
    // the main session is closed by who opened it
  }
}
