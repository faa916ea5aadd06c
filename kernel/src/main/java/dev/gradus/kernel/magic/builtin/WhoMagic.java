package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.display.Renderers;
import dev.gradus.kernel.display.TextTable;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;

/// `%who`: the variables of the session.
public final class WhoMagic implements Magic<TextTable, WhoMagic.Options> {
  private static final int WIDTH = 60;

  /// It takes nothing.
  public record Options() {}

  @Override
  public String name() {
    return "who";
  }

  @Override
  public String summary() {
    return "list the variables of the session with type and value";
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
    Renderers renderers = call.session().attribute(Renderers.class, Renderers::load);
    var rows = new ArrayList<List<String>>();
    for (Session.Variable variable : call.session().variables()) {
      String text = renderers.render(variable.value()).plain().replaceAll("\\s+", " ").strip();
      String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 3) + "..." : text;
      rows.add(List.of(variable.name(), variable.type(), cut));
    }
    return new TextTable(List.of("name", "type", "value"), rows);
  }
}
