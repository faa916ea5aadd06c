package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.PlainText;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%help [NAME]`: how a magic is written, or how to find out.
public final class HelpMagic implements Magic<PlainText, HelpMagic.Options> {

  /// What to explain.
  public record Options(
      @Arg(value = "A magic, with or without %.", optional = true) @Nullable String name) {}

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "explain a magic: its arguments, options and defaults";
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
    String name = call.options().name();
    if (name == null) {
      return new PlainText(
          """
          A cell holds Java and magics: lines that start with %.
            %lsmagic          lists the magics
            %help train       explains one (so does %train --help)
            var h = %train    keeps what a magic returns
          Tab completes names and options, Shift-Tab shows a signature.\
          """);
    }
    MagicRegistry registry =
        call.session().attribute(MagicRegistry.class, () -> MagicRegistry.load(List.of()));
    return new PlainText(registry.get(name.replaceFirst("^%+", "")).help());
  }
}
