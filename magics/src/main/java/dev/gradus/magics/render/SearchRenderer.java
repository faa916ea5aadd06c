package dev.gradus.magics.render;

import dev.gradus.engine.diagnose.Search;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import dev.gradus.magics.figure.Results;

/// A search: its trials as a table, the best first.
public final class SearchRenderer implements Renderer<Search> {
  /// For ServiceLoader.
  public SearchRenderer() {}

  @Override
  public Class<Search> type() {
    return Search.class;
  }

  @Override
  public MimeBundle render(Search value) {
    return value.outcomes().isEmpty()
        ? MimeBundle.text("a search that was not run yet: call run(trial -> score)")
        : new TableRenderer().render(Results.table(value));
  }
}
