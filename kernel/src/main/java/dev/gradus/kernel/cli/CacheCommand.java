package dev.gradus.kernel.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gradus cache`: makes the start-up cache of the application folder; `run` starts it.
@Command(name = CacheCommand.NAME, hidden = true)
final class CacheCommand implements Callable<Integer> {
  static final String NAME = "cache";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<OwnCache> own = OwnCache.ofThisProcess();
    return own.isPresent() && own.get().make() ? 0 : 1;
  }
}
