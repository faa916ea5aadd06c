package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A real session for tests of magics, and what it showed.
public final class Cells implements AutoCloseable {
  private final Session session = Sessions.open(SessionOptions.defaults().withWarmUp(false));
  private final List<MimeBundle> shown = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Predicate<String> interruptAt;
  private int number;

  private final class Recorder implements Outputs {
    @Override
    public void stream(Stream stream, String text) {
      shown.add(MimeBundle.text(stream + " " + text));
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String id) {
      note(bundle);
    }

    @Override
    public void updateDisplay(String id, MimeBundle bundle) {
      note(bundle);
    }

    private void note(MimeBundle bundle) {
      shown.add(bundle);
      var when = interruptAt;
      if (when != null && when.test(bundle.plain())) {
        interruptAt = null;
        session.interrupt();
      }
    }

    @Override
    public void clearOutput(boolean wait) {}
  }

  /// Runs a cell.
  public CellResult run(String code) {
    return session.run(new Session.Cell(code, ++number, false), new Recorder(), Input.NONE);
  }

  /// What a cell's value is shown as.
  public MimeBundle bundle(String code) {
    var result = run(code);
    var ok = assertInstanceOf(CellResult.Ok.class, result, result::toString);
    var bundle = ok.value();
    return bundle == null ? MimeBundle.text("") : bundle;
  }

  /// A cell's value as text.
  public String value(String code) {
    return bundle(code).plain();
  }

  /// The message of a cell that fails.
  public String error(String code) {
    var result = run(code);
    return assertInstanceOf(CellResult.Failed.class, result, result::toString).message();
  }

  /// What could stand at the end of a cell.
  public List<String> completions(String code) {
    return session.complete(code, code.length()).matches();
  }

  /// Interrupts the cell that shows such a text next.
  public void interruptAt(Predicate<String> text) {
    interruptAt = text;
  }

  /// The texts of everything that was shown so far.
  public List<String> texts() {
    return bundles().stream().map(MimeBundle::plain).toList();
  }

  /// Everything that was shown so far.
  public List<MimeBundle> bundles() {
    return List.copyOf(shown);
  }

  /// The digits and a small network for them: the variables `digits` and `net`.
  public Cells withDigits() {
    value("%dataset digits --train 64 --test 20 --quiet");
    value("var net = Model.sequential(Shape.of(1, 28, 28), conv2d(2, 5), flatten(), dense(10));");
    return this;
  }

  @Override
  public void close() {
    session.close();
  }
}
