package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.PlainText;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.kernel.session.internal.CellContext;
import java.io.UncheckedIOException;
import java.util.Locale;

/// `%reset`: drops the variables, methods and classes of the session, after a question.
public final class ResetMagic implements Magic<PlainText, ResetMagic.Options> {

  /// Whether to ask.
  public record Options(@Option(value = "Do not ask.", letter = "f") boolean force) {}

  @Override
  public String name() {
    return "reset";
  }

  @Override
  public String summary() {
    return "drop all variables, methods and classes";
  }

  @Override
  public Class<PlainText> resultType() {
    return PlainText.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public PlainText run(MagicCall<Options> call) {
    int count = call.session().variables().size();
    if (!call.options().force() && !agreed(count)) {
      return new PlainText("nothing was dropped");
    }
    call.session().reset();
    return new PlainText("dropped " + count + (count == 1 ? " variable" : " variables"));
  }

  private static boolean agreed(int count) {
    CellContext cell = CellContext.require("%reset");
    cell.outputs().flush();
    try {
      String answer =
          cell.input().readLine("Drop all variables (" + count + ")? yes or no: ", false);
      return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (UncheckedIOException e) {
      throw new MagicException("there is no way to ask here; %reset -f drops without asking", e);
    }
  }
}
