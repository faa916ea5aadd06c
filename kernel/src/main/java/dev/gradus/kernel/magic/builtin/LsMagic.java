package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.TextTable;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.magic.MagicSpec;
import java.util.List;

/// `%lsmagic`: every magic with a line about it.
public final class LsMagic implements Magic<TextTable, LsMagic.Options> {

  /// It takes nothing.
  public record Options() {}

  @Override
  public String name() {
    return "lsmagic";
  }

  @Override
  public String summary() {
    return "list all magics";
  }

  @Override
  public Class<TextTable> resultType() {
    return TextTable.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public TextTable run(MagicCall<Options> call) {
    MagicRegistry registry =
        call.session().attribute(MagicRegistry.class, () -> MagicRegistry.load(List.of()));
    return new TextTable(
        List.of("magic", "what it does"),
        registry.all().stream().map(spec -> List.of(forms(spec), spec.magic().summary())).toList());
  }

  private static String forms(MagicSpec spec) {
    String line = spec.magic().line() ? "%" + spec.name() : "";
    String cell = spec.magic().wholeCell() ? "%%" + spec.name() : "";
    return line + (line.isEmpty() || cell.isEmpty() ? "" : ", ") + cell;
  }
}
